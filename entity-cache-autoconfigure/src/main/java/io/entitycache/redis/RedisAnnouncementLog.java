package io.entitycache.redis;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.cluster.Announcement;
import io.entitycache.cluster.AnnouncementCodec;
import io.entitycache.cluster.AnnouncementLog;
import io.entitycache.tier.Incarnations;
import io.lettuce.core.ScriptOutputType;
import org.jspecify.annotations.Nullable;

/**
 * The announcement log as one hash and one stream, written by scripts. On a single server
 * an announcement and the slots of its keys are one script; on a cluster the slots are
 * written one by one, in an order that leaves no moment in which a node that has heard
 * the announcement finds an old entry in a slot.
 */
public final class RedisAnnouncementLog implements AnnouncementLog {

	private static final Receipt NOT_NUMBERED = new Receipt(0, 0, 0);

	/** As random as its first one, and never the same again. */
	private final AtomicLong numbers = new AtomicLong(new SecureRandom().nextLong());

	/** The newest incarnation that Redis has answered with. */
	private final AtomicLong newest = new AtomicLong();

	private final RedisConnections connections;

	private final RedisSettings settings;

	private final RedisKeys keys;

	private final RedisPipeline reads;

	private final RedisPipeline writes;

	public RedisAnnouncementLog(RedisConnections connections) {
		this.connections = connections;
		this.settings = connections.settings();
		this.keys = new RedisKeys(this.settings);
		this.reads = new RedisPipeline(connections, this.settings.readTimeout());
		this.writes = new RedisPipeline(connections, this.settings.writeTimeout());
	}

	@Override
	public Receipt prepare(Announcement pending) {
		return this.connections.isCluster() ? prepareOneByOne(pending) : announce(Step.PREPARE, pending);
	}

	// Marks first: a node that receives the announcement drops its own entry and looks at
	// the slot next, where the old entry must not be any more.
	private Receipt prepareOneByOne(Announcement pending) {
		writeSlots(Step.PREPARE, pending, pending.transaction(), NOT_NUMBERED);
		return announce(Step.PREPARE, withoutSlots(pending));
	}

	@Override
	public Receipt commit(Announcement committed) {
		return this.connections.isCluster() ? commitOneByOne(committed) : announce(Step.COMMIT, committed);
	}

	// Tombstones carry the announcement's number, so it comes before them. Until they are
	// there marks keep the old entries out of sight, whether or not the transaction was
	// prepared, and new ones from being stored.
	private Receipt commitOneByOne(Announcement committed) {
		long mark = (committed.transaction() != 0) ? committed.transaction() : newNumber();
		writeSlots(Step.PREPARE, committed, mark, NOT_NUMBERED);
		Receipt receipt = announce(Step.COMMIT, withoutSlots(committed));
		writeSlots(Step.COMMIT, committed, mark, receipt);
		return receipt;
	}

	@Override
	public void rollBack(Announcement rolledBack) {
		if (this.connections.isCluster()) {
			writeSlots(Step.RELEASE, rolledBack, rolledBack.transaction(), NOT_NUMBERED);
			announceEndOfFlux(rolledBack, Set.of());
		}
		else if (rolledBack.invalidation().regions().isEmpty()) {
			release(rolledBack);
		}
		else {
			announceEndOfFlux(rolledBack, rolledBack.invalidation().keys());
		}
	}

	@Override
	public Receipt synced(Announcement synced, long incarnation) {
		return announce(Step.SYNC, new Numbering(synced, Set.of()), incarnation);
	}

	private void release(Announcement announcement) {
		if (!announcement.invalidation().keys().isEmpty()) {
			this.writes.run(slotCall(Step.RELEASE, announcement.invalidation().keys(), announcement.transaction(),
					NOT_NUMBERED));
		}
	}

	// Nobody has to drop the keys, so they are not in the message.
	private void announceEndOfFlux(Announcement announcement, Set<EntryKey> slots) {
		Set<String> regions = announcement.invalidation().regions();
		if (!regions.isEmpty()) {
			announce(Step.RELEASE, new Numbering(new Announcement(announcement.kind(), announcement.transaction(),
					announcement.sender(), Invalidation.ofRegions(regions)), slots));
		}
	}

	@Override
	public State state() {
		return state(new byte[0]);
	}

	@Override
	public long session() {
		return this.connections.session();
	}

	@Override
	public State renew(long incarnation) {
		return state(RedisBytes.raw(incarnation));
	}

	private State state(byte[] renewed) {
		RedisCall call = new RedisCall(RedisScript.STATE, ScriptOutputType.MULTI,
				List.of(this.keys.meta(), this.keys.log()),
				this.settings.lives(RedisBytes.raw(newIncarnation()), renewed));
		State state = StateReply.read(this.writes.<List<Object>>run(call));
		seen(state.incarnation());
		return state;
	}

	@Override
	public Position position() {
		List<Object> answer = this.reads.ask(this.connections.pulse().next());
		return new Position(seen(RedisBytes.raw((byte[]) answer.get(0))), (Long) answer.get(1),
				RedisBytes.raw((byte[]) answer.get(2)), (Long) answer.get(3));
	}

	@Override
	public List<byte[]> readFrom(long sequence, int limit) {
		return this.writes.run(new RedisCall(RedisScript.READ, ScriptOutputType.MULTI, List.of(this.keys.log()),
				List.of(RedisBytes.number(sequence), RedisBytes.number(limit), RedisBytes.number(LONGEST_READ))));
	}

	@Override
	public @Nullable String cannotWrite() {
		return this.connections.cannotWrite();
	}

	private Receipt announce(Step step, Announcement announcement) {
		return announce(step, new Numbering(announcement, announcement.invalidation().keys()));
	}

	private Receipt announce(Step step, Numbering numbering) {
		return announce(step, numbering, newIncarnation());
	}

	private Receipt announce(Step step, Numbering numbering, long incarnation) {
		Announcement announcement = numbering.announcement();
		List<byte[]> names = new ArrayList<>(List.of(this.keys.meta(), this.keys.log()));
		numbering.slots().forEach((slot) -> names.add(this.keys.slot(slot)));
		List<byte[]> arguments = arguments(step, "1", incarnation, announcement.before(), announcement.transaction());
		long nonce = newNumber();
		arguments.add(RedisBytes.raw(nonce));
		arguments.add(AnnouncementCodec.encodeBody(announcement));
		arguments.add(this.keys.bus());
		arguments.add(RedisBytes.number(this.settings.logLength()));
		arguments.add(RedisBytes.number(RedisSettings.LOG_BYTES / 2));
		Invalidation invalidation = announcement.invalidation();
		arguments.add(RedisBytes.number(invalidation.regions().size()));
		invalidation.regions().forEach((region) -> arguments.add(RedisBytes.text(region)));
		invalidation.tables().forEach((table) -> arguments.add(RedisBytes.text(table)));
		List<Object> answer = this.writes
			.run(new RedisCall(RedisScript.ANNOUNCE, ScriptOutputType.MULTI, names, arguments));
		return new Receipt(seen(RedisBytes.raw((byte[]) answer.get(0))), (Long) answer.get(1), nonce);
	}

	private static Numbering withoutSlots(Announcement announcement) {
		return new Numbering(announcement, Set.of());
	}

	private void writeSlots(Step step, Announcement announcement, long transaction, Receipt receipt) {
		List<RedisCall> calls = announcement.invalidation()
			.keys()
			.stream()
			.map((slot) -> slotCall(step, List.of(slot), transaction, receipt))
			.toList();
		this.writes.run(calls);
	}

	private RedisCall slotCall(Step step, Collection<EntryKey> slots, long transaction, Receipt receipt) {
		return new RedisCall(RedisScript.ANNOUNCE, ScriptOutputType.MULTI, slots.stream().map(this.keys::slot).toList(),
				arguments(step, "0", receipt.incarnation(), receipt.sequence(), transaction));
	}

	private List<byte[]> arguments(Step step, String announces, long incarnation, long sequence, long transaction) {
		return this.settings.lives(RedisBytes.text(step.word), RedisBytes.text(announces), RedisBytes.raw(incarnation),
				RedisBytes.number(sequence), RedisBytes.raw(transaction));
	}

	// Redis takes it only if there is no incarnation, or that one is given up.
	private long newIncarnation() {
		return Incarnations.after(this.newest.get(), newNumber());
	}

	private long seen(long incarnation) {
		this.newest.accumulateAndGet(incarnation, (known, other) -> Incarnations.isNewer(other, known) ? other : known);
		return incarnation;
	}

	private long newNumber() {
		long number = this.numbers.incrementAndGet();
		return (number != 0) ? number : this.numbers.incrementAndGet();
	}

	/**
	 * An announcement to be numbered.
	 *
	 * @param announcement the announcement
	 * @param slots the slots to be written by the same script
	 */
	private record Numbering(Announcement announcement, Set<EntryKey> slots) {
	}

	/** What a script is to do. */
	private enum Step {

		PREPARE("prepare"), COMMIT("commit"), RELEASE("release"), SYNC("sync");

		private final String word;

		Step(String word) {
			this.word = word;
		}

	}

}
