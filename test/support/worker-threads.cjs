/* Threads as they are, but for those that are TypeScript still: those get the hook. Jest puts this in their place. */
const threads = require('worker_threads');

class Worker extends threads.Worker {
  constructor(file, options) {
    const hook = String(file).endsWith('.ts') ? ['--require', require.resolve('./typescript-hook.cjs')] : [];
    super(file, { ...options, execArgv: [...(options?.execArgv ?? []), ...hook] });
  }
}

module.exports = { ...threads, Worker };
