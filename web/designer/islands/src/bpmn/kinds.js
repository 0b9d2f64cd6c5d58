/* The kinds of elements that can be added without a mouse; those that the engine runs. */
export const KINDS = [
  { id: "user-task", words: "User task", shape: { type: "bpmn:UserTask" } },
  { id: "service-task", words: "Service task", shape: { type: "bpmn:ServiceTask" } },
  { id: "rule-task", words: "Business rule task", shape: { type: "bpmn:BusinessRuleTask" } },
  { id: "receive-task", words: "Receive task", shape: { type: "bpmn:ReceiveTask" } },
  { id: "call-activity", words: "Call activity", shape: { type: "bpmn:CallActivity" } },
  { id: "sub-process", words: "Sub-process", shape: { type: "bpmn:SubProcess", isExpanded: true } },
  { id: "exclusive-gateway", words: "Exclusive gateway", shape: { type: "bpmn:ExclusiveGateway" } },
  { id: "parallel-gateway", words: "Parallel gateway", shape: { type: "bpmn:ParallelGateway" } },
  { id: "inclusive-gateway", words: "Inclusive gateway", shape: { type: "bpmn:InclusiveGateway" } },
  { id: "start", words: "Start event", shape: { type: "bpmn:StartEvent" } },
  { id: "end", words: "End event", shape: { type: "bpmn:EndEvent" } },
  { id: "timer-catch", words: "Timer intermediate catch event", shape: { type: "bpmn:IntermediateCatchEvent", eventDefinitionType: "bpmn:TimerEventDefinition" } },
  { id: "message-catch", words: "Message intermediate catch event", shape: { type: "bpmn:IntermediateCatchEvent", eventDefinitionType: "bpmn:MessageEventDefinition" } },
  { id: "timer-edge", words: "Timer boundary event (non-interrupting)", edge: true, shape: { type: "bpmn:BoundaryEvent", eventDefinitionType: "bpmn:TimerEventDefinition", cancelActivity: false } },
  { id: "deadline-edge", words: "Timer boundary event", edge: true, shape: { type: "bpmn:BoundaryEvent", eventDefinitionType: "bpmn:TimerEventDefinition" } },
  { id: "annotation", words: "Text annotation", shape: { type: "bpmn:TextAnnotation" } },
];

/* Offered by the libraries' menus and not run by the engine: ids of entries end like this. */
const REFUSED = /(send-task|manual-task|script-task|complex-gateway|event-based-gateway|transaction|ad-hoc[\w-]*|signal[\w-]*|conditional-(?:start|intermediate|boundary|non|event)[\w-]*|escalation[\w-]*|cancel-[\w-]*|message-(?:end|intermediate-throw|throw)[\w-]*|multiple[\w-]*)$/;

export const isRefused = (id) => REFUSED.test(id.replace(/^(create|append|replace)(-with)?-/, ""));
