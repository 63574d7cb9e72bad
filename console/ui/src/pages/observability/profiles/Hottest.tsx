import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { fits, hottest, type Flame } from './flame';
import { percents, points } from './told';

const READ = 500;
const SHOWN = 60;

interface Props {
  flame: Flame;
  search: string;
  onChoose: (name: string) => void;
}

/** Functions by what was seen in them, wherever they were called from. */
export function Hottest({ flame, search, onChoose }: Props) {
  const { t } = useTranslation();
  const all = useMemo(() => hottest(flame, READ), [flame]);
  const shown = all
    .filter(({ name, owner }) => !search || fits(name, search) || fits(owner, search))
    .slice(0, SHOWN);
  return (
    <div className="table-frame">
      <table className="plain-table hottest">
        <thead>
          <tr>
            <th scope="col">{t('profiles.frame')}</th>
            <th scope="col">{t('profiles.owner')}</th>
            <th scope="col" className="number">
              {t('profiles.self')}
            </th>
            {flame.compared ? (
              <th scope="col" className="number">
                {t('profiles.growth')}
              </th>
            ) : null}
            <th scope="col" className="number">
              {t('profiles.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ name, owner, self, total, growth }) => (
            <tr key={name}>
              <th scope="row">
                <button type="button" className="hottest-name" onClick={() => onChoose(name)}>
                  {name}
                </button>
              </th>
              <td>{owner}</td>
              <td className="number hottest-self">
                <i aria-hidden style={{ width: `${(self * 100).toFixed(2)}%` }} />
                {percents(self)}
              </td>
              {flame.compared ? <td className="number">{points(growth)}</td> : null}
              <td className="number">{percents(total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
