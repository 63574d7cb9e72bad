#!/usr/bin/env python3
"""A StdioLink driver that does what a test wants of it."""
import json, os, sys, time

def say(status, data=None, code=0):
    print(json.dumps({'code': code, 'data': data if data is not None else {}, 'status': status}, ensure_ascii=False), flush=True)

META = {'schemaVersion': '1.0', 'info': {'id': 'test.driver', 'name': 'Test', 'version': '1.0.0'},
        'commands': [{'name': name} for name in
                     ['add', 'echo', 'fail', 'events', 'silent', 'then', 'argv', 'exit', 'vessel.command', 'log', 'pid']]}

sys.stdin.reconfigure(encoding='utf-8')
sys.stdout.reconfigure(encoding='utf-8')
for line in sys.stdin:
    request = json.loads(line)
    cmd, data = request['cmd'], request.get('data', {})
    if cmd == 'meta.describe': say('done', META)
    elif cmd == 'add': say('done', {'sum': data['a'] + data['b']})
    elif cmd in ('echo', 'vessel.command'): say('done', {'line': line.strip(), 'data': data})
    elif cmd == 'argv': say('done', sys.argv[1:])
    elif cmd == 'pid': say('done', {'pid': os.getpid()})
    elif cmd == 'fail': say('error', {'message': 'not now', 'why': 7}, 42)
    elif cmd == 'events':
        for n in range(data.get('n', 2)): say('event', {'event': 'progress', 'data': {'n': n, **({'pad': 'p' * data['pad']} if 'pad' in data else {})}})
        say('done', {'n': data.get('n', 2)})
    elif cmd == 'silent': pass
    elif cmd == 'begin': say('event', {'begun': True})
    elif cmd == 'after':
        say('done')
        say('event', {'late': True})
    elif cmd == 'garbage': print('Listening ...', flush=True)
    elif cmd == 'long': print('x' * 9000000, flush=True)
    elif cmd == 'exit': os._exit(data.get('code', 0))
    elif cmd == 'die': os.kill(os.getpid(), 9)
    elif cmd == 'log':
        sys.stderr.write('[INFO] ' + 'y' * 200000 + '\n')
        sys.stderr.flush()
        say('done')
    elif cmd == 'sleep':
        time.sleep(data['s'])
        say('done')
    else: say('error', {'message': 'unknown command: ' + cmd}, 404)
