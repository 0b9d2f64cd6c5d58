// Starts a process by a message, with strict validation of requests and answers, and prints what it saw as one JSON
// object. Arguments: address, user name, password.
import createCamundaClient from '@camunda8/orchestration-cluster-api';

const [address, username, password] = process.argv.slice(2);
const client = createCamundaClient({
  config: {
    CAMUNDA_REST_ADDRESS: address,
    CAMUNDA_SDK_VALIDATION: 'req:strict,res:strict',
    CAMUNDA_AUTH_STRATEGY: 'BASIC',
    CAMUNDA_BASIC_AUTH_USERNAME: username,
    CAMUNDA_BASIC_AUTH_PASSWORD: password,
  },
});
const now = { consistency: { waitUpToMs: 0 } };
const wanted = { filter: { messageName: 'complaint' } };
const found = await client.searchMessageSubscriptions(wanted, now);
const seen = {
  begins: found.items.map((one) => [one.messageName, one.elementId, one.processInstanceKey]),
};
const message = { name: 'complaint', correlationKey: '7', variables: { about: 'noise' } };
seen.started = (await client.correlateMessage(message)).processInstanceKey;
seen.again = await client.correlateMessage(message).then(() => 'started', (error) => error.status);
console.log(JSON.stringify(seen));
