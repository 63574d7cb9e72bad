import { Button } from 'antd';
import { CodeOutlined, DownloadOutlined, FileOutlined, WarningOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { downloadUrl } from '../../api/files';
import { MOD_KEY } from '../../app/Header';
import { useMayManage } from '../../app/session';
import { Empty } from '../../components/Empty';
import { Failure } from '../../components/Failure';
import { Loading } from '../../components/Loading';
import { EditCode } from './CodeActions';
import { ConflictBar } from './ConflictBar';
import { useBench, useWorkspace } from './context';
import type { OpenFile } from './model/open';
import { isFixed, nameOf } from './model/paths';
import { fileOf } from './model/state';
import CodeEditor from './monaco/CodeEditor';
import DiffView from './monaco/DiffView';
import { Tabs } from './Tabs';

/** The file that is looked at. */
export function EditorPane() {
  const { t } = useTranslation();
  const { mayEdit } = useBench();
  const file = useWorkspace((it) => fileOf(it, it.active));
  const comparing = useWorkspace((it) => it.comparing);
  const theirs = file?.path === comparing ? file?.conflict?.theirs : undefined;
  const text = file?.state === 'text';
  return (
    <section className="editor-pane" aria-label={t('workspace.editor')}>
      <Tabs />
      {file?.conflict ? <ConflictBar file={file} /> : null}
      <div className="editor-frame">
        {text && theirs ? (
          <DiffView
            path={file.path}
            theirs={theirs.text}
            labels={{
              mine: t('workspace.textOf', { file: file.path }),
              theirs: t('workspace.theirs', { file: file.path }),
            }}
          />
        ) : null}
        <div className="editor-keep" hidden={!text || theirs !== undefined}>
          <CodeEditor
            path={text ? file.path : ''}
            readOnly={!mayEdit || (file !== undefined && isFixed(file.path))}
            label={file ? t('workspace.textOf', { file: file.path }) : ''}
          />
        </div>
        {text ? null : file ? <NoText file={file} /> : <Welcome />}
      </div>
    </section>
  );
}

/** Why there is no text to edit. */
function NoText({ file }: { file: OpenFile }) {
  const { t } = useTranslation();
  const { session } = useBench();
  const { path, state, error } = file;
  if (state === 'loading') return <Loading />;
  if (state === 'failed') {
    const retry = () => void session.workspace.open(path);
    return error ? (
      <Failure title={t('workspace.failed', { file: nameOf(path) })} error={error} retry={retry} />
    ) : (
      <Empty icon={<WarningOutlined />} title={t('workspace.gone', { file: nameOf(path) })} />
    );
  }
  return (
    <Empty
      icon={<FileOutlined />}
      title={t(`workspace.noText.${state === 'large' ? 'large' : 'binary'}`)}
      action={
        <Button
          icon={<DownloadOutlined aria-hidden />}
          href={downloadUrl(session.id, path)}
          download={nameOf(path)}
        >
          {t('workspace.download')}
        </Button>
      }
    />
  );
}

function Welcome() {
  const { t } = useTranslation();
  const { instance } = useBench();
  const mayManage = useMayManage();
  const own = instance.code === 'workspace';
  const keys: [string, string][] = [
    [`${MOD_KEY} P`, t('workspace.quickOpen')],
    [`${MOD_KEY} Shift F`, t('workspace.pane.search')],
    [`${MOD_KEY} S`, t('workspace.save')],
    [`${MOD_KEY} Enter`, t('workspace.run')],
  ];
  if (!own) {
    return (
      <Empty
        icon={<CodeOutlined />}
        title={t('workspace.packaged', { ref: `${instance.package}@${instance.version}` })}
        hint={t('workspace.packagedHint')}
        action={mayManage ? <EditCode /> : null}
      />
    );
  }
  return (
    <Empty
      icon={<CodeOutlined />}
      title={t('workspace.nothingOpen')}
      hint={t('workspace.nothingOpenHint')}
      action={
        <dl className="shortcuts workspace-keys">
          {keys.map(([key, text]) => (
            <div key={key}>
              <dt>{text}</dt>
              <dd>
                {key.split(' ').map((part) => (
                  <kbd key={part}>{part}</kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      }
    />
  );
}
