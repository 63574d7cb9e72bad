import {
  CheckCircleOutlined,
  CloseCircleFilled,
  InfoCircleFilled,
  WarningFilled,
} from '@ant-design/icons';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../../components/Empty';
import { useBench, useWorkspace } from '../context';
import { folderOf, nameOf } from '../model/paths';
import { grouped, type Problem } from '../model/problems';

const ICONS = {
  error: <CloseCircleFilled aria-hidden />,
  warning: <WarningFilled aria-hidden />,
  info: <InfoCircleFilled aria-hidden />,
};

/** What is wrong with the code, in all files; a click leads there. */
export function Problems() {
  const { t } = useTranslation();
  const problems = useWorkspace((it) => it.problems);
  const groups = useMemo(() => grouped(problems), [problems]);
  if (groups.length === 0) {
    return <Empty icon={<CheckCircleOutlined />} title={t('workspace.noProblems')} />;
  }
  return (
    <div className="panel-scroll">
      {groups.map(({ path, problems: list }) => (
        <div key={path} role="group" className="finds" aria-label={path}>
          <h2>
            {nameOf(path)} <span className="quiet">{folderOf(path)}</span>
            <span className="count-badge">{list.length}</span>
          </h2>
          <ul>
            {list.map((problem, index) => (
              <li key={index}>
                <Line problem={problem} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function Line({ problem }: { problem: Problem }) {
  const { t } = useTranslation();
  const { workspace } = useBench().session;
  const { path, line, column, severity, message, code } = problem;
  return (
    <button
      type="button"
      className={`find find-${severity}`}
      onClick={() => void workspace.open(path, { line, column })}
    >
      <span className="find-icon" role="img" aria-label={t(`workspace.severity.${severity}`)}>
        {ICONS[severity]}
      </span>
      <span className="find-text">
        {message} {code ? <span className="quiet">{code}</span> : null}
      </span>
      <span className="find-place">
        {line}:{column}
      </span>
    </button>
  );
}
