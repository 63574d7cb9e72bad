import { uploadPackage } from '../../api/packages';
import { uploadQueue } from '../../uploads/queue';

export const packageUploads = uploadQueue('.zip', uploadPackage);
