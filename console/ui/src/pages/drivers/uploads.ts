import type { UnitKind } from '../../api/instance';
import { uploadPackage, type Package } from '../../api/packages';
import { uploadQueue, type UploadQueue } from '../../uploads/queue';

/** What file choosers offer. */
export const ACCEPT = '.zip,application/zip';

/** One for each kind of package. */
export const packageUploads: Record<UnitKind, UploadQueue<Package[]>> = {
  driver: uploadQueue('.zip', uploadPackage('driver')),
  service: uploadQueue('.zip', uploadPackage('service')),
};
