import type { FishboneCategory as Bone, TreeNode } from '@jingyun/analytics/graph';
import type { Cause } from '@jingyun/contracts';
import { belowCause } from './cause-edits.ts';

/** The bones of every fishbone, in the order in which they are drawn. */
export const usualBones = ['people', 'method', 'tools', 'material', 'measurement', 'environment'] as const;
export type UsualBone = (typeof usualBones)[number];

export const isUsualBone = (category: string): category is UsualBone =>
  usualBones.some((bone) => bone === category);

/** The bone of a first cause; one that was left without is a matter of method. */
export const boneOf = (cause: Pick<Cause, 'category'>): string => cause.category ?? 'method';

/** All bones: the usual ones, then those that the team named itself. */
export function bonesOf(causes: readonly Cause[]): string[] {
  const own = causes
    .filter(({ tool, parentId }) => tool === 'fishbone' && parentId === null)
    .map(boneOf)
    .filter((bone) => !isUsualBone(bone));
  return [...usualBones, ...new Set(own)];
}

/** The fishbone as the layout takes it; what lies deeper than a twig's twig is drawn beside it. */
export function fishboneOf(causes: readonly Cause[], nameOf: (bone: string) => string): Bone[] {
  const fish = causes.filter(({ tool }) => tool === 'fishbone');
  return bonesOf(causes).map((bone) => ({
    id: `bone ${bone}`,
    label: nameOf(bone),
    causes: fish
      .filter((cause) => cause.parentId === null && boneOf(cause) === bone)
      .map(({ id, text }) => {
        const below = new Set(belowCause(fish, id));
        return {
          id,
          label: text,
          causes: fish
            .filter((cause) => cause.id !== id && below.has(cause.id))
            .map((cause) => ({ id: cause.id, label: cause.text })),
        };
      }),
  }));
}

/** The whys as the layout takes them, under the problem. */
export function whysOf(causes: readonly Cause[], problem: string): TreeNode[] {
  const whys = causes.filter(({ tool }) => tool === 'whys');
  return [
    { id: 'problem', parent: null, label: problem },
    ...whys.map(({ id, parentId, text }) => ({ id, parent: parentId ?? 'problem', label: text })),
  ];
}

/** The ids of root causes. */
export const rootsOf = (causes: readonly Cause[]): Set<string> =>
  new Set(causes.filter(({ isRoot }) => isRoot).map(({ id }) => id));
