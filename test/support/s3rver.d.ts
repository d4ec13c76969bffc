declare module 's3rver' {
  /** An S3-speaking server; the package brings no types. */
  export default class S3rver {
    constructor(options: {
      address: string;
      port: number;
      silent: boolean;
      directory: string;
      configureBuckets: { name: string; configs: string[] }[];
    });
    /** Resolves when it serves, with its address. */
    run(): Promise<{ port: number }>;
    close(): Promise<void>;
  }
}
