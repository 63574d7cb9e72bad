import { useTranslation } from 'react-i18next';
import type { Growth } from '../../../api/profiles';
import { bytes, count } from '../../../format/format';

/** Classes of which there is more than before, after a full collection each time. */
export function Grown({ grown }: { grown: readonly Growth[] }) {
  const { t, i18n } = useTranslation();
  return (
    <div className="table-frame">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('profiles.class')}</th>
            <th scope="col" className="number">
              {t('profiles.instances')}
            </th>
            <th scope="col" className="number">
              {t('profiles.size')}
            </th>
          </tr>
        </thead>
        <tbody>
          {grown.map(({ class: name, instances, bytes: size }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td className="number">+{count(instances, i18n.language)}</td>
              <td className="number">+{bytes(size)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
