// Plays a foreign process over /v2 with the client's strict validation of answers, and prints what it saw as one
// JSON object. Its validation of requests is off: it takes `after` out of a search.
// Arguments: address, user name, password, token, file of the process.
import createCamundaClient from '@camunda8/orchestration-cluster-api';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

const [address, username, password, token, file] = process.argv.slice(2);
const strict = { CAMUNDA_REST_ADDRESS: address, CAMUNDA_SDK_VALIDATION: 'req:none,res:strict' };
const client = createCamundaClient({
  config: {
    ...strict,
    CAMUNDA_AUTH_STRATEGY: 'BASIC',
    CAMUNDA_BASIC_AUTH_USERNAME: username,
    CAMUNDA_BASIC_AUTH_PASSWORD: password,
  },
});
const withToken = createCamundaClient({
  config: { ...strict, CAMUNDA_AUTH_STRATEGY: 'NONE' },
  fetch: (input, init) => {
    const request = new Request(input, init);
    request.headers.set('authorization', `Bearer ${token}`);
    return fetch(request);
  },
});
const now = { consistency: { waitUpToMs: 0 } };
const seen = {};

seen.brokers = (await client.getTopology()).brokers.length;
seen.me = (await withToken.getAuthentication()).username;
seen.licence = (await client.getLicense()).licenseType;

const content = new File([readFileSync(file)], basename(file));
const deployed = await client.createDeployment({ resources: [content] });
const { processDefinitionId, processDefinitionKey } = deployed.deployments[0].processDefinition;
seen.deployed = processDefinitionId;

const definitions = await client.searchProcessDefinitions(
  { filter: { processDefinitionId, isLatestVersion: true }, sort: [{ field: 'version', order: 'DESC' }] }, now);
seen.version = definitions.items[0].version;
seen.xml = (await client.getProcessDefinitionXml({ processDefinitionKey }, now)).includes('bpmn:process');

const started = await client.createProcessInstance({ processDefinitionKey, variables: { customer: 'An Bình' } });
const { processInstanceKey } = started;
seen.elements = [];
for (let turns = 0; turns < 9; turns += 1) {
  const open = await client.searchUserTasks({ filter: { processInstanceKey, state: 'CREATED' } }, now);
  if (open.items.length === 0) break;
  const { userTaskKey, elementId } = open.items[0];
  seen.elements.push(elementId);
  await client.assignUserTask({ userTaskKey, assignee: username });
  await client.updateUserTask({ userTaskKey, changeset: { dueDate: '2025-06-01T10:00:00Z', priority: 70 } });
  const held = await client.getUserTask({ userTaskKey }, now);
  seen.held = [held.assignee, held.dueDate, held.priority];
  await client.unassignUserTask({ userTaskKey });
  await client.searchUserTaskVariables({ userTaskKey, filter: { name: { $like: 'cust*' } } }, now);
  await client.completeUserTask({ userTaskKey, variables: { [elementId]: true } });
}
seen.state = (await client.getProcessInstance({ processInstanceKey }, now)).state;
const variables = await client.searchVariables(
  { filter: { processInstanceKey }, sort: [{ field: 'name', order: 'ASC' }] }, now);
seen.variables = variables.items.map(({ name, value }) => [name, value]);
await client.getVariable({ variableKey: variables.items[0].variableKey }, now);
const elements = await client.searchElementInstances({ filter: { processInstanceKey, type: 'USER_TASK' } }, now);
seen.visits = elements.items.map(({ elementId, state }) => [elementId, state]);
await client.getElementInstance({ elementInstanceKey: elements.items[0].elementInstanceKey }, now);

const incidents = await client.searchIncidents({ filter: { state: 'ACTIVE' } }, now);
seen.incidents = incidents.items.map(({ errorType, elementId }) => [errorType, elementId]);
for (const { incidentKey } of incidents.items) {
  await client.getIncident({ incidentKey }, now);
  await client.resolveIncident({ incidentKey });
}
seen.resolved = (await client.searchIncidents({ filter: { state: 'RESOLVED' } }, now)).page.totalItems;

const others = [];
for (let count = 0; count < 5; count += 1) {
  others.push((await client.createProcessInstance({ processDefinitionId })).processInstanceKey);
}
const search = (page) => client.searchProcessInstances(
  { filter: { processDefinitionId, state: { $in: ['ACTIVE'] } }, sort: [{ field: 'startDate', order: 'ASC' }], page }, now);
seen.pages = [];
let after;
for (let turns = 0; turns < 9; turns += 1) {
  const page = await search(after ? { after, limit: 2 } : { limit: 2 });
  if (page.items.length === 0) break;
  seen.pages.push(page.items.length);
  seen.total = page.page.totalItems;
  after = page.page.endCursor;
}
for (const key of others) await client.cancelProcessInstance({ processInstanceKey: key });
seen.left = (await search({ limit: 2 })).page.totalItems;

const decisions = await client.searchDecisionDefinitions({ filter: { isLatestVersion: true } }, now);
seen.decided = decisions.items.some(({ decisionDefinitionId }) => decisionDefinitionId === 'submission_due');
const { decisionDefinitionKey } = decisions.items[0];
await client.getDecisionDefinition({ decisionDefinitionKey }, now);
seen.dmn = (await client.getDecisionDefinitionXml({ decisionDefinitionKey }, now)).includes('decisionTable');

try {
  await client.getProcessInstance({ processInstanceKey: '999999' }, now);
} catch (error) {
  seen.refused = error.status;
}
process.stdout.write(JSON.stringify(seen));
