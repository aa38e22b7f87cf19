/**
 * All files that a task follows: which they are, and whose turn it is.
 *
 * <p>{@link io.sluice.connect.filetail.follow.FollowedFiles} is what the task polls. Below it:
 *
 * <ul>
 *   <li>How files are discovered: {@code Globs} gives each glob its turn; {@code GlobFiles} takes
 *       what its {@link io.sluice.connect.filetail.discovery.GlobWalk} finds through to its end.
 *   <li>Who decides whether a found file is followed: {@code Ownership}, whose entry it is; {@code
 *       RotationSorter}, by its name, whether it is a rotation of another; {@code Rotations}, by
 *       what is in it, where the name does not say.
 *   <li>In which order files have their turns: {@code Schedule} says it, {@code RoundRobin} looks
 *       and reads accordingly.
 *   <li>When files are taken up and forgotten: {@code FileTable}. A tail opens its file when it is
 *       read; {@code OpenFiles} closes those that are quiet where too many are open.
 * </ul>
 */
package io.sluice.connect.filetail.follow;
