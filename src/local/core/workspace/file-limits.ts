/** What a message may carry, said once for the platform's API and for the page. */

/** Largest file, in bytes. The platform takes 512 MB; here a file is kept in memory. */
export const fileMaxBytes = 10 * 1024 * 1024;

/** Most files of one message. */
export const filesMax = 20;

/** Longest name of a file. */
export const fileNameMax = 255;
