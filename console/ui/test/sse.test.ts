import { describe, expect, it } from 'vitest';
import { SseParser } from '../src/api/sse';

const TEXT =
  ': hello\r\nevent: event\r\ndata: {"n":1}\r\n\r\ndata: a\ndata:b\nid: 7\n\nevent: x\n\n';
const MESSAGES = [
  { event: 'event', data: '{"n":1}' },
  { event: 'message', data: 'a\nb' },
];

describe('SseParser', () => {
  it('reads_messages_wherever_the_text_is_cut', () => {
    for (let cut = 0; cut <= TEXT.length; cut++) {
      const parser = new SseParser();
      const read = [...parser.push(TEXT.slice(0, cut)), ...parser.push(TEXT.slice(cut))];
      expect(read).toEqual(MESSAGES);
    }
  });

  it('holds_back_what_is_not_complete', () => {
    expect(new SseParser().push('event: done\ndata: {}\n')).toEqual([]);
  });
});
