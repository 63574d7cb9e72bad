import { useEffect, useRef } from 'react';
import { useLive } from '../../live/store';
import { useBench } from './context';
import { CODE, isWithin } from './model/paths';
import { entryOf } from './model/tree';
import type { Workspace } from './model/workspace';
import { recall, remember } from './remembered';

const SETTLE_MS = 150;

/** Keeps the workspace as the kernel has it, and opens what was open before. */
export function useFollowing(): void {
  const { session, instance } = useBench();
  const { workspace, id } = session;
  const changed = useLive(
    ({ feed }) => feed.events.findLast((it) => about(it.subject, it.data, id, it.type))?.seq,
  );
  const packages = useLive(
    ({ feed }) => feed.events.findLast((it) => /^(?:package|plugin)\./.test(it.type))?.seq,
  );
  useEffect(() => {
    void workspace.toggle(CODE, true).catch(() => undefined);
    void workspace.refresh().then(() => reopen(workspace, id));
  }, [workspace, id]);
  const stamp = `${changed} ${instance.code}`;
  const seen = useRef(stamp);
  useEffect(() => {
    if (seen.current === stamp) return undefined;
    seen.current = stamp;
    const timer = setTimeout(() => void workspace.refresh(), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [workspace, stamp]);
  useEffect(() => {
    const onFocus = () => void workspace.refresh();
    window.addEventListener('focus', onFocus);
    return () => window.removeEventListener('focus', onFocus);
  }, [workspace]);
  useEffect(() => {
    session.reloadTypes().catch(() => undefined); // code can be edited without
  }, [session, packages]);
  useEffect(
    () =>
      workspace.store.subscribe(({ open, active }, before) => {
        if (open.length === before.open.length && active === before.active) return;
        remember(id, { open: open.map(({ path }) => path), active });
      }),
    [workspace, id],
  );
}

function about(subject: string, data: Record<string, unknown>, id: string, type: string): boolean {
  if (!type.startsWith('file.')) return false;
  return [subject, String(data['instance'] ?? '')].some(
    (it) => it === id || it === `service:${id}`,
  );
}

async function reopen(workspace: Workspace, id: string): Promise<void> {
  const { tree, open } = workspace.store.getState();
  if (open.length > 0) return;
  const there = (path: string) => tree.entries.has(path) || !isWithin(path, CODE);
  const before = recall(id);
  const paths = before.open.filter(there);
  const first = entryOf(tree);
  for (const path of paths.length > 0 || !first ? paths : [first]) await workspace.open(path);
  if (before.active && paths.includes(before.active)) await workspace.open(before.active);
}
