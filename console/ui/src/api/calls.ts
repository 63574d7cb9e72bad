import { send } from './client';
import { toJson } from './json';
import { BrokenOff, Problem, type ProblemBody } from './problem';
import { SseParser, type SseMessage } from './sse';

export type CallSignal =
  | { kind: 'event'; name: string; value: unknown }
  | { kind: 'done'; value: unknown }
  | { kind: 'error'; code: number; value: unknown }
  | { kind: 'refused'; problem: Problem };

export interface CallRequest {
  unit: string;
  command: string;
  params: Record<string, unknown>;
  stream: boolean;
}

/**
 * Calls a command and tells all that comes of it; done, error and refused are the last.
 *
 * @param signal cancels the call
 */
export async function call(
  request: CallRequest,
  signal: AbortSignal,
  tell: (signal: CallSignal) => void,
): Promise<void> {
  const unit = encodeURIComponent(request.unit);
  const response = await send(`/api/units/${unit}/call/${encodeURIComponent(request.command)}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
    body: toJson({ params: request.params, stream: request.stream }),
    signal,
  });
  if (!response.body) throw new BrokenOff();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const parser = new SseParser();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    for (const message of parser.push(value)) {
      const heard = interpret(message);
      if (heard) tell(heard);
      if (heard && heard.kind !== 'event') return;
    }
  }
  throw new BrokenOff();
}

function interpret({ event, data }: SseMessage): CallSignal | undefined {
  const body = JSON.parse(data) as { name: string; value: unknown; code: number } & ProblemBody;
  switch (event) {
    case 'event':
      return { kind: 'event', name: body.name, value: body.value };
    case 'done':
      return { kind: 'done', value: body.value };
    case 'error':
      return { kind: 'error', code: body.code, value: body.value };
    case 'refused':
      return { kind: 'refused', problem: new Problem(body.status ?? 0, body) };
    default:
      return undefined; // a kind that a later kernel may add
  }
}
