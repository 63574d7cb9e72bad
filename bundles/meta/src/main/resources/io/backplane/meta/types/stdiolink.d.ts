// What services import as 'stdiolink' and 'stdiolink/…'.

declare module 'stdiolink' {
  import type { AnyDriver, DriverControls, DriverMeta, DriverPath } from 'stdiolink/driver';

  /**
   * The configuration: command line over file over defaults, checked against `config.schema.json`. Frozen at
   * every depth, with its keys in order.
   */
  export function getConfig<T = any>(): T;

  /** One message of a driver. */
  export interface Message {
    /** `done` and `error` are the last one of a task. */
    status: 'event' | 'done' | 'error';
    code: number;
    data: any;
  }

  /** A request that a driver is answering; {@link Driver.request} makes it. */
  export interface Task {
    /** The next message if it is there already, else `null`. */
    tryNext(): Message | null;
    /**
     * Waits for the next message; everything else in the service stands still meanwhile.
     * @param ms at most this long; below 0, the default, for ever
     * @returns `null` when the time is over or nothing can come any more
     */
    waitNext(ms?: number): Message | null;
    /** Whether the last message was read. */
    readonly done: boolean;
    /** The code of the last message, -1 before. */
    readonly exitCode: number;
    /** What an `error` said, else empty. */
    readonly errorText: string;
    /** The data of the last message, `null` before. */
    readonly finalPayload: any;
  }

  /** A driver's process, request by request. {@link openDriver} is the comfortable way. */
  export class Driver {
    /**
     * Starts a program. Relative paths start where the service does.
     * @returns whether it could be started; `false` too while one is running
     */
    start(program: string, args?: readonly (string | number | boolean)[] | null): boolean;
    /** Sends a command. One task at a time: a new one takes the place of the last. */
    request(cmd: string, data?: object | null): Task;
    /**
     * What the driver says of itself. Asked for once; everything else stands still meanwhile.
     * @param ms at most this long; 5000 without it
     */
    queryMeta(ms?: number): DriverMeta | null;
    /** Ends it: end of its standard input, SIGTERM after 2 s, then SIGKILL. */
    terminate(): void;
    readonly running: boolean;
    readonly hasMeta: boolean;
  }

  export interface OpenOptions {
    /** How long the driver may take to say what it can do; a positive whole number, 5000 without it. */
    metaTimeoutMs?: number;
  }

  /**
   * Starts a driver and gives an object with a function for each of its commands. One call at a time: a second
   * one throws `DriverBusyError`. What it answers with `error` rejects with `code` and `data`.
   * @param program a path, as `resolveDriver` finds it
   */
  export function openDriver<D>(
    program: DriverPath<D>,
    args?: readonly string[] | null,
    options?: OpenOptions | null,
  ): Promise<D & DriverControls<D>>;
  export function openDriver(
    program: string,
    args?: readonly string[] | null,
    options?: OpenOptions | null,
  ): Promise<AnyDriver>;

  /**
   * The first message of any of several tasks, looked for in their order; nothing else stands still.
   * @param timeoutMs at most this long; without it, for ever
   * @returns `null` when the time is over or nothing can come any more
   */
  export function waitAny(
    tasks: readonly Task[],
    timeoutMs?: number | null,
  ): Promise<{ taskIndex: number; msg: Message } | null>;

  export interface ExecOptions {
    cwd?: string;
    /** On top of the service's own environment. */
    env?: Record<string, string | number | boolean>;
    /** For its standard input. */
    input?: string;
    /** In milliseconds, 30000 without it; below 0 for none. It is killed after that, and `exec` throws. */
    timeout?: number;
  }

  export interface ExecResult {
    exitCode: number;
    stdout: string;
    stderr: string;
  }

  /**
   * Runs a program to its end; everything else stands still meanwhile. Output of up to 64 MiB.
   * @throws InternalError where it cannot be started, or takes too long
   */
  export function exec(
    program: string,
    args?: readonly (string | number | boolean)[] | null,
    options?: ExecOptions | null,
  ): ExecResult;
}

declare module 'stdiolink/driver' {
  import type { Driver, Task } from 'stdiolink';

  /** Drivers by the name of their program; each that is installed adds its own. */
  export interface DriverCatalog {}

  const driver: unique symbol;
  export {};

  /** The path of a driver's program, which knows what the driver can do. */
  export type DriverPath<D> = string & { readonly [driver]: D };

  /** The driver of this name; {@link AnyDriver} where it is not in the catalog. */
  export type DriverOf<N extends string> = N extends keyof DriverCatalog ? DriverCatalog[N] : AnyDriver;

  /**
   * Finds the program of a driver: in the data root's `drivers/` and `packages/drivers/` (the newest version),
   * beside the host's program, and in the working directory.
   * @throws Error that says where it was looked for
   */
  export function resolveDriver<N extends keyof DriverCatalog | (string & {})>(name: N): DriverPath<DriverOf<N>>;

  export interface CommandOptions {
    /** A driver that has not answered by then is ended, and the call rejects with `code` `'ETIMEDOUT'`; 0 for never. */
    timeoutMs?: number;
  }

  /** What every opened driver has beside its commands. */
  export interface DriverControls<D = AnyDriver> {
    readonly $driver: Driver;
    readonly $meta: DriverMeta;
    /** Sends a command and gives the task, whose events can be read. Looks neither at the name nor at what is under way. */
    readonly $rawRequest: (cmd: (keyof D & string) | (string & {}), data?: object | null) => Task;
    /** Ends the driver. */
    readonly $close: () => void;
  }

  /** A driver of which nothing is known here. */
  export interface AnyDriver extends DriverControls<any> {
    readonly [command: string]: any;
  }

  /** What a driver says of itself. */
  export interface DriverMeta {
    schemaVersion?: string;
    info: { id: string; name: string; version: string; description?: string; vendor?: string; [more: string]: any };
    config?: { fields?: Record<string, any>[]; [more: string]: any };
    commands: { name: string; description?: string; params?: Record<string, any>[]; [more: string]: any }[];
    [more: string]: any;
  }
}

declare module 'stdiolink/process' {
  import type { ExecResult } from 'stdiolink';

  export interface SpawnOptions {
    cwd?: string;
    /** On top of the service's own environment. */
    env?: Record<string, string | number | boolean>;
    /** It is ended after this time; without it, never. */
    timeoutMs?: number;
  }

  export interface ExecAsyncOptions extends SpawnOptions {
    /** For its standard input. */
    input?: string;
    /** 30000 without it. It is killed after that, and the promise rejects. */
    timeoutMs?: number;
  }

  /** Runs a program to its end. Output of up to 64 MiB. Rejects with a text where it cannot be started or takes too long. */
  export function execAsync(
    program: string,
    args?: readonly string[] | null,
    options?: ExecAsyncOptions | null,
  ): Promise<ExecResult>;

  export interface ProcessExit {
    /** -1 for what could not be started. */
    exitCode: number;
    exitStatus: 'normal' | 'crash';
  }

  /** A program under way. It keeps the service going until it ends. */
  export interface ProcessHandle {
    /** Called with each piece of its output; what came before the first listener is kept, up to 1 Mi characters. */
    onStdout(work: (text: string) => void): this;
    onStderr(work: (text: string) => void): this;
    /** Called when it has ended; at once where it has already. */
    onExit(work: (exit: ProcessExit) => void): this;
    /** @returns whether it was taken: `false` once it has ended */
    write(data: string): boolean;
    closeStdin(): void;
    /** SIGTERM without a signal. */
    kill(signal?: 'SIGTERM' | 'SIGKILL'): void;
    /** 0 once it has ended. */
    readonly pid: number;
    readonly running: boolean;
  }

  /** Starts a program. One that cannot be started tells `onExit`. */
  export function spawn(
    program: string,
    args?: readonly string[] | null,
    options?: SpawnOptions | null,
  ): ProcessHandle;
}

declare module 'stdiolink/fs' {
  /** Whether there is something at a path. The path must not be empty. */
  export function exists(path: string): boolean;

  /** The text of a file in UTF-8. @throws InternalError */
  export function readText(path: string): string;

  /** Writes a file as a whole, or appends to it. @throws InternalError */
  export function writeText(
    path: string,
    content: string,
    options?: { append?: boolean; /** Makes the directories above it. */ ensureParent?: boolean } | null,
  ): void;

  /** @throws InternalError where it cannot be read or is no JSON */
  export function readJson<T = any>(path: string): T;

  /** Writes JSON on one line. @throws InternalError */
  export function writeJson(
    path: string,
    value: unknown,
    options?: { /** Makes the directories above it. */ ensureParent?: boolean } | null,
  ): void;

  /** Makes a directory, and those above it unless `recursive` is `false`. @throws InternalError */
  export function mkdir(path: string, options?: { recursive?: boolean } | null): void;

  /**
   * What is in a directory, sorted, without names that begin with a dot. `filesOnly` and `dirsOnly` cannot be
   * wanted together.
   * @returns paths relative to the directory
   * @throws InternalError
   */
  export function listDir(
    path: string,
    options?: { recursive?: boolean; filesOnly?: boolean; dirsOnly?: boolean } | null,
  ): string[];

  export interface Stat {
    isFile: boolean;
    isDir: boolean;
    /** In bytes. */
    size: number;
    mtimeMs: number;
  }

  /** @throws InternalError where there is nothing */
  export function stat(path: string): Stat;
}

declare module 'stdiolink/path' {
  /** With `/` between them; `.` for nothing. */
  export function join(...parts: string[]): string;
  /** An absolute path, from the right, starting at the working directory. */
  export function resolve(...parts: string[]): string;
  export function dirname(path: string): string;
  /** @param ext is cut off its end */
  export function basename(path: string, ext?: string): string;
  /** With its dot; empty for none. */
  export function extname(path: string): string;
  export function normalize(path: string): string;
  export function isAbsolute(path: string): boolean;
}

declare module 'stdiolink/http' {
  export {};

  type Scalar = string | number | boolean;

  export interface GetOptions {
    /** Sent as texts. */
    headers?: Record<string, Scalar>;
    /** Added to the address. */
    query?: Record<string, Scalar>;
    /** For the whole answer; 0, the default, for none. */
    timeoutMs?: number;
    /** Wants JSON whatever the answer says it is; rejects where it is none. */
    parseJson?: boolean;
  }

  export interface PostOptions extends GetOptions {}

  export interface RequestOptions extends GetOptions {
    url: string;
    /** GET without it. */
    method?: string;
    /** A text as it is; anything else as JSON. */
    body?: unknown;
  }

  export interface Response {
    status: number;
    /** By their names in lower case. */
    headers: Record<string, string>;
    bodyText: string;
    /** Where it was asked for, or the answer says that it is JSON. */
    bodyJson?: any;
  }

  /** Resolves with whatever status comes, rejects with a text where none does. Answers of up to 64 MiB. */
  export function request(options: RequestOptions): Promise<Response>;
  export function get(url: string, options?: GetOptions | null): Promise<Response>;
  /** @param body a text as it is; anything else as JSON */
  export function post(url: string, body?: unknown, options?: PostOptions | null): Promise<Response>;
}

declare module 'stdiolink/log' {
  export {};

  type Fields = Record<string, unknown>;

  /** Writes one line of JSON for each message: level, time, message, fields. */
  export interface Logger {
    debug(msg: unknown, fields?: Fields | null): void;
    info(msg: unknown, fields?: Fields | null): void;
    warn(msg: unknown, fields?: Fields | null): void;
    error(msg: unknown, fields?: Fields | null): void;
    /** One that adds fields to each line. */
    child(fields?: Fields | null): Logger;
  }

  /** @param baseFields are in each line */
  export function createLogger(baseFields?: Fields | null): Logger;
}

declare module 'stdiolink/time' {
  /** Milliseconds since 1970. */
  export function nowMs(): number;
  /** Milliseconds since its first call, by a clock that is never set. */
  export function monotonicMs(): number;
  /** @param ms a finite number from 0 */
  export function sleep(ms: number): Promise<void>;
}

declare module 'stdiolink/constants' {
  export const SYSTEM: {
    readonly os: 'linux' | 'windows' | 'macos';
    /** Such as `x86_64` or `arm64`. */
    readonly arch: string;
    readonly isWindows: boolean;
    readonly isMac: boolean;
    readonly isLinux: boolean;
  };

  export const APP_PATHS: {
    /** The host's program. */
    readonly appPath: string;
    readonly appDir: string;
    readonly cwd: string;
    readonly serviceDir: string;
    readonly serviceEntryPath: string;
    readonly serviceEntryDir: string;
    readonly tempDir: string;
    readonly homeDir: string;
    /** Empty without one. */
    readonly dataRoot: string;
  };
}
