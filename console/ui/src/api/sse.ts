/** One message of an event stream. */
export interface SseMessage {
  event: string;
  data: string;
}

/** Takes text in pieces of any size and gives the messages they complete (WHATWG event streams). */
export class SseParser {
  private rest = '';
  private event = '';
  private data: string[] = [];

  push(text: string): SseMessage[] {
    const found: SseMessage[] = [];
    this.rest += text;
    // a CR at the very end may be half of a CRLF: it waits for the next piece
    for (;;) {
      const line = /^(.*?)(\r\n|\n|\r(?!$))/s.exec(this.rest);
      if (!line) return found;
      this.rest = this.rest.slice(line[0].length);
      const message = this.take(line[1] ?? '');
      if (message) found.push(message);
    }
  }

  private take(line: string): SseMessage | undefined {
    if (line === '') {
      const message = { event: this.event || 'message', data: this.data.join('\n') };
      const complete = this.data.length > 0;
      this.event = '';
      this.data = [];
      return complete ? message : undefined;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.event = value;
    if (field === 'data') this.data.push(value);
    return undefined;
  }
}
