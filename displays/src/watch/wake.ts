/** Keeps the panel awake. The browser takes the lock away whenever the page is hidden; then it is asked for again. */
export class Wake {
  private lock: WakeLockSentinel | undefined;

  start(): void {
    document.addEventListener('visibilitychange', () => {
      this.want();
    });
    this.want();
  }

  get held(): boolean {
    return this.lock !== undefined && !this.lock.released;
  }

  /** Asks for the lock when it is not held. */
  want(): void {
    if (this.held || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    navigator.wakeLock.request('screen').then(
      (lock) => {
        this.lock = lock;
      },
      () => {
        // Refused, e.g. on a low battery: it is asked for again at the next look.
        this.lock = undefined;
      },
    );
  }
}
