/** The settings of n8n under which its ways to keep a trigger's state come about. */

/** n8n's scheduler, which commits state and execution together; brisk, so that nobody waits long. */
export const DURABLE = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true', // n8n 2.37 would not use the scheduler otherwise
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
	N8N_SCHEDULER_MATERIALIZATION_INTERVAL: '2',
	N8N_SCHEDULER_EXECUTOR_INTERVAL: '1',
};
