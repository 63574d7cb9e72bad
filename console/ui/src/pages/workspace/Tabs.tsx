import { CloseOutlined, LockOutlined } from '@ant-design/icons';
import { App } from 'antd';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useBench, useWorkspace } from './context';
import type { OpenFile } from './model/open';
import { folderOf, isFixed, nameOf } from './model/paths';

/** The open files. A middle click or Delete closes one. */
export function Tabs() {
  const { t } = useTranslation();
  const { workspace } = useBench().session;
  const open = useWorkspace((it) => it.open);
  const active = useWorkspace((it) => it.active);
  const close = useClose();
  if (open.length === 0) return null;
  const onKeyDown = (event: KeyboardEvent, path: string) => {
    const at = open.findIndex((it) => it.path === path);
    const next = { ArrowLeft: open[at - 1], ArrowRight: open[at + 1] }[event.key];
    if (next) {
      void workspace.open(next.path);
      document.getElementById(tabId(next.path))?.focus();
    } else if (event.key === 'Delete') close(open[at]);
    else return;
    event.preventDefault();
  };
  return (
    <ul className="file-tabs" aria-label={t('workspace.openFiles')}>
      {open.map((file) => (
        <li
          key={file.path}
          className={`file-tab${file.path === active ? ' file-tab-active' : ''}`}
          onAuxClick={(event) => event.button === 1 && close(file)}
        >
          <button
            id={tabId(file.path)}
            type="button"
            className="file-tab-name"
            aria-current={file.path === active}
            title={file.path}
            onClick={() => void workspace.open(file.path)}
            onKeyDown={(event) => onKeyDown(event, file.path)}
          >
            <Name file={file} open={open} />
          </button>
          <button
            type="button"
            className="file-tab-close"
            aria-label={t('workspace.closeOf', { file: nameOf(file.path) })}
            onClick={() => close(file)}
          >
            <CloseOutlined aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}

const tabId = (path: string) => `tab-${path}`;

/** Its folder stands beside a name that two tabs have. */
function Name({ file, open }: { file: OpenFile; open: readonly OpenFile[] }) {
  const { t } = useTranslation();
  const { path, dirty, conflict } = file;
  const name = nameOf(path);
  const twice = open.some((it) => it.path !== path && nameOf(it.path) === name);
  return (
    <>
      {isFixed(path) ? <LockOutlined aria-label={t('workspace.readOnly')} /> : null}
      <span>{name}</span>
      {twice ? <span className="quiet">{nameOf(folderOf(path))}</span> : null}
      {dirty ? (
        <span
          className={`file-dirty${conflict ? ' file-conflict' : ''}`}
          role="img"
          aria-label={t('workspace.unsaved')}
        />
      ) : null}
    </>
  );
}

/** Closes a tab, after asking where something would be lost. */
export function useClose(): (file: OpenFile | undefined) => void {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const { workspace } = useBench().session;
  return (file) => {
    if (!file) return;
    if (!file.dirty) return workspace.close(file.path);
    void modal.confirm({
      title: t('workspace.closeTitle', { file: nameOf(file.path) }),
      content: t('unsaved.text'),
      okText: t('workspace.closeAnyway'),
      okButtonProps: { danger: true },
      cancelText: t('app.cancel'),
      onOk: () => workspace.close(file.path),
    });
  };
}
