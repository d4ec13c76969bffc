import { cpus } from 'node:os';

/** How busy all cores are, and the CPU time of this process, from now until the answer is called. */
export function startLoad(): () => { busyPercent: number; cpuMs: number } {
  const ticks = () =>
    cpus().reduce(
      (sum, { times }) => {
        const all = times.user + times.nice + times.sys + times.idle + times.irq;
        return { all: sum.all + all, idle: sum.idle + times.idle };
      },
      { all: 0, idle: 0 },
    );
  const [start, own] = [ticks(), process.cpuUsage()];
  return () => {
    const [end, used] = [ticks(), process.cpuUsage(own)];
    const idle = (end.idle - start.idle) / (end.all - start.all);
    return { busyPercent: 100 * (1 - idle), cpuMs: (used.user + used.system) / 1000 };
  };
}

/** What keeps it from being faster, as far as the clock and the CPU tell. */
export function boundBy(busyPercent: number, hubMs: number, wallMs: number): string {
  if (hubMs > 0.85 * wallMs) return 'the hub process: one thread is always busy';
  if (busyPercent > 85) return 'cpu: hub, database and sink share all cores, and these are busy';
  return 'waiting: commits and round trips to the database';
}
