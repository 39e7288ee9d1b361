import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { isUsualBone } from './fishbone-data.ts';

/** The name of a bone: a usual one in the reader's language, any other as the team wrote it. */
export function useBoneName(): (bone: string) => string {
  const { t } = useTranslation();
  return useCallback((bone: string) => (isUsualBone(bone) ? t(`improvements.bone.${bone}`) : bone), [t]);
}
