package io.entitycache.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * The numbered announcements that all nodes share, with the state that goes with them:
 * the incarnation, the sequence, and which sequence last touched each region and table.
 * Implementations are naive: they throw {@link io.entitycache.tier.SharedLevelException}
 * when they cannot do what they are asked, within their command timeout. Safe for use by
 * several threads.
 */
public interface AnnouncementLog {

	/**
	 * The number of bytes from which on a read ends before its limit. A read of more than
	 * one message always has room for two.
	 */
	int LONGEST_READ = 2 * AnnouncementCodec.MAXIMUM_MESSAGE;

	/**
	 * Before a commit: sets pending marks on the slots of the keys, marks the regions as
	 * in flux, and announces it.
	 */
	Receipt prepare(Announcement pending);

	/**
	 * After a commit: sets the slots' tombstones, notes the sequence for the regions and
	 * tables, ends the transaction's pending marks and flux, and announces it. Doing it
	 * twice does no harm.
	 */
	Receipt commit(Announcement committed);

	/**
	 * After a rollback: removes this transaction's pending marks and flux. Announced only
	 * if there were regions.
	 */
	void rollBack(Announcement rolledBack);

	/**
	 * After a sync: notes that entries of the regions with a lower number than
	 * {@link Announcement#before()} are outdated, and announces it. Does nothing, and
	 * gives no number, if that number is one of another incarnation.
	 */
	Receipt synced(Announcement synced, long incarnation);

	/**
	 * The state now. Creates the incarnation if there is none, newer than all that this
	 * log has seen.
	 */
	State state();

	/**
	 * Where the log stands, for a frequent check: one short command, nothing created.
	 * Fails where an announcement could not be logged.
	 */
	Position position();

	/**
	 * A number that changes whenever calls may be answered by another server than before,
	 * which may have another history. Never waits.
	 */
	long session();

	/**
	 * Starts a new incarnation, unless another one than the given has been started
	 * already: for a node that finds the log to contradict what it knows, as after a
	 * failover that lost writes. The new one is newer than all that this log has seen.
	 * Regions in flux stay so.
	 */
	State renew(long incarnation);

	/**
	 * The logged announcements from the sequence on, it included if it is still there, in
	 * order, at most {@code limit}. Ends before that limit only if there are no more, or
	 * after {@link #LONGEST_READ} bytes. Bytes as they were sent on the channel;
	 * something else in the log is bytes that are no announcement.
	 */
	List<byte[]> readFrom(long sequence, int limit);

	/** Whether the log may have more than what was read with that limit. */
	static boolean isFull(List<byte[]> read, int limit) {
		return read.size() >= limit || read.stream().mapToLong((message) -> message.length).sum() >= LONGEST_READ;
	}

	/**
	 * Why announcements cannot be logged at the moment, without keys, values and secrets;
	 * {@code null} if they can, or if it is not known.
	 */
	@Nullable String cannotWrite();

	/**
	 * The number an announcement was given.
	 *
	 * @param incarnation the incarnation it was numbered in
	 * @param sequence its number
	 * @param nonce tells it from another announcement that is given the same number after
	 * the shared level has lost this one
	 */
	record Receipt(long incarnation, long sequence, long nonce) {
	}

	/**
	 * Where the log stands.
	 *
	 * @param incarnation the incarnation, 0 if there is none
	 * @param sequence the number of the last announcement, 0 if there was none
	 * @param nonce the nonce of the last announcement, 0 if there was none or it is not
	 * known
	 * @param serverTime the server's time in milliseconds
	 */
	record Position(long incarnation, long sequence, long nonce, long serverTime) {
	}

	/**
	 * The shared state.
	 *
	 * @param incarnation the incarnation
	 * @param sequence the number of the last announcement, 0 if there was none
	 * @param serverTime the server's time in milliseconds
	 * @param regions the sequence that last touched each region
	 * @param tables the sequence that last touched each table
	 * @param flux the regions in flux: by region and transaction, the server time at
	 * which it ends
	 */
	record State(long incarnation, long sequence, long serverTime, Map<String, Long> regions, Map<String, Long> tables,
			Map<String, Map<Long, Long>> flux) {

		/**
		 * When the regions' flux ends by this process's clock.
		 * @param now this process's time in nanoseconds
		 */
		Map<String, Map<Long, Long>> fluxUntil(long now) {
			Map<String, Map<Long, Long>> until = new HashMap<>();
			this.flux.forEach((region, transactions) -> {
				Map<Long, Long> ends = new HashMap<>();
				transactions.forEach((transaction, end) -> ends.put(transaction,
						now + TimeUnit.MILLISECONDS.toNanos(end - this.serverTime)));
				until.put(region, ends);
			});
			return until;
		}

	}

}
