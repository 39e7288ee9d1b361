/** The code of the procedure that the slow hand-over breaks, and that a newer version of mends. */
export const handoverCode = 'HANDOVER';
