package io.entitycache.cluster;

/**
 * An announcement as it stands in the log.
 *
 * @param incarnation the incarnation it was numbered in
 * @param sequence its number
 * @param nonce a random number that tells it from another announcement that was given the
 * same number
 * @param announcement the announcement
 */
public record NumberedAnnouncement(long incarnation, long sequence, long nonce, Announcement announcement) {
}
