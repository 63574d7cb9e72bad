export type RefusalKind =
  'not-found' | 'stale' | 'over-cap' | 'invalid' | 'denied' | 'busy' | 'conflict';

/** RFC 9457 problem details, as the kernel writes them. */
export interface ProblemBody {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  field?: string;
  refusal?: RefusalKind;
}

/** Anything that kept a request from its answer. Status 0: the kernel was not reached. */
export class Problem extends Error {
  readonly status: number;
  readonly field: string | undefined;
  readonly refusal: RefusalKind | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, body: ProblemBody = {}, retryAfterSeconds?: number) {
    super(body.detail || body.title || `HTTP ${status}`);
    this.name = 'Problem';
    this.status = status;
    this.field = body.field;
    this.refusal = body.refusal;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Reads a body that may be a problem, or nothing of the kind (a proxy's page). */
  static parse(status: number, text: string, retryAfter?: string | null): Problem {
    const seconds = Number(retryAfter) || undefined;
    try {
      const body = JSON.parse(text) as unknown;
      if (typeof body === 'object' && body !== null) {
        return new Problem(status, body as ProblemBody, seconds);
      }
    } catch {
      // not JSON: the status has to do
    }
    return new Problem(status, {}, seconds);
  }
}

/** A stream that ended without its terminal. */
export class BrokenOff extends Error {
  override name = 'BrokenOff';
}

export const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';
