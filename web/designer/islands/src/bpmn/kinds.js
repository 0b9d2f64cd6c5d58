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

/* What the libraries' menus offer and the engine runs, as their ids name it. Everything else may be drawn only. */
export const RUN = [
  ...["none-start-event", "message-start", "none-intermediate-throwing", "none-end-event", "error-end"],
  ...["message-intermediate-catch", "timer-intermediate-catch", "message-boundary", "timer-boundary", "error-boundary"],
  ...["non-interrupting-message-boundary", "non-interrupting-timer-boundary"],
  ...["exclusive-gateway", "parallel-gateway", "inclusive-gateway"],
  ...["task", "user-task", "service-task", "receive-task", "rule-task"],
  ...["call-activity", "collapsed-subprocess", "expanded-subprocess"],
  ...["data-store-reference", "data-object-reference", "expanded-pool", "collapsed-pool"],
  ...["sequence-flow", "conditional-flow", "default-flow"],
];
const OFFERED = /^(create|append|replace-with)-(.+)$/;

export function isRefused(id) {
  const offered = OFFERED.exec(id);
  return Boolean(offered) && !RUN.includes(offered[2]);
}
