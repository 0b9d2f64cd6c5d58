// An outside worker by the client's own job worker, with strict validation of requests and answers. It prints labels
// until the parcel `last` has come, then publishes and correlates messages and prints what it saw as one JSON object.
// Arguments: address, user name, password.
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
const seen = { parcels: [] };

await new Promise((finished) => {
  const worker = client.createJobWorker({
    jobType: 'print-labels',
    workerName: 'typescript',
    maxParallelJobs: 1,
    jobTimeoutMs: 60_000,
    pollTimeoutMs: 5_000,
    pollIntervalMs: 10,
    fetchVariables: ['parcel'],
    jobHandler: (job) => {
      const { parcel } = job.variables;
      seen.parcels.push([parcel, job.retries, job.customHeaders.paper]);
      if (parcel === 'jam') return job.fail({ errorMessage: 'paper jam', retries: 0 });
      if (parcel === 'nowhere') return job.error({ errorCode: 'NO_ADDRESS', errorMessage: 'no such street' });
      if (parcel === 'last') {
        worker.stop();
        finished();
      }
      return job.complete({ printed: true });
    },
  });
});
const jobs = await client.searchJobs({ filter: { type: 'print-labels' }, sort: [{ field: 'jobKey' }] }, now);
seen.states = jobs.items.slice(0, 3).map((job) => [job.state, job.errorCode, job.worker]);
const jammed = jobs.items.find((job) => job.state === 'FAILED');
await client.updateJob({ jobKey: jammed.jobKey, changeset: { retries: 2 } });

const wanted = { filter: { messageName: 'posted', correlationKey: 'fine' } };
const waiting = await client.searchMessageSubscriptions(wanted, now);
seen.waiting = waiting.items.map((one) => one.elementId);
const met = await client.correlateMessage({ name: 'posted', correlationKey: 'fine', variables: { by: 'bike' } });
seen.met = met.processInstanceKey === waiting.items[0].processInstanceKey;
const later = { name: 'posted', correlationKey: 'later', timeToLive: 60_000, messageId: 'once' };
await client.publishMessage(later);
seen.twice = await client.publishMessage(later).then(() => 'published', (error) => error.status);
const correlated = await client.searchCorrelatedMessageSubscriptions({}, now);
seen.correlated = correlated.items.map((one) => one.correlationKey);
console.log(JSON.stringify(seen));
