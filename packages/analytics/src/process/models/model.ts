import { checkPetriNet, type PetriNet } from './petri-net.ts';
import { type ProcedureStep, procedureToTree } from './procedure.ts';
import type { ProcessTree } from './process-tree.ts';
import { treeToPetriNet } from './tree-to-petri-net.ts';

/** What a log can be compared with: a net, a tree, or a procedure as an ordered list of steps. */
export type ProcessModel = PetriNet | ProcessTree | readonly ProcedureStep[];

/** The model as a net. @throws AnalyticsError if it is malformed */
export function modelToPetriNet(model: ProcessModel): PetriNet {
  if (isProcedure(model)) return treeToPetriNet(procedureToTree(model));
  if ('kind' in model) return treeToPetriNet(model);
  checkPetriNet('model', model);
  return model;
}

function isProcedure(model: ProcessModel): model is readonly ProcedureStep[] {
  return Array.isArray(model);
}
