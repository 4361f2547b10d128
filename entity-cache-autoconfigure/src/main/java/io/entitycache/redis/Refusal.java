package io.entitycache.redis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.lettuce.core.RedisCommandExecutionException;

/**
 * Why a connection cannot be used for its purpose.
 *
 * @param code the kind of answer, which decides what is done about it
 * @param reason the words of the server or the driver, without arguments
 */
record Refusal(Code code, String reason) {

	/** There has been no connection yet. */
	static final Refusal NEVER_OPENED = unreachable("not connected yet");

	/** There was a connection. */
	static final Refusal LOST = unreachable("the connection is lost");

	/** There is a connection over which nothing comes. */
	static final Refusal SILENT = unreachable("the connection is dead");

	/** There is a connection, of which no more is known. */
	static final Refusal NOT_PROVEN = unreachable("the connection is new and not proven yet");

	/** The server may take writes, but the others write elsewhere. */
	static final Refusal DEPOSED = new Refusal(Code.DEPOSED, "Sentinel names another server as the master");

	private static final int LONGEST = 200;

	/*
	 * A server before Redis 7 puts what a command in a script was answered into the text
	 * of an error of its own:
	 * "ERR Error running script (...): @user_script: 5: -OOM ...".
	 */
	private static final Pattern CODE = Pattern.compile("(?:^|-)([A-Z]+) ");

	/** How such a server says that a script may not run a command. */
	private static final String SCRIPT_NOT_PERMITTED = "The user executing the script can't ";

	private static Refusal unreachable(String reason) {
		return new Refusal(Code.UNREACHABLE, reason);
	}

	/** What a failure says about the connection that it happened on. */
	static Refusal of(Throwable failure) {
		Throwable root = RedisPipeline.root(failure);
		if (!(root instanceof RedisCommandExecutionException)) {
			return new Refusal(Code.UNREACHABLE, limited(RedisPipeline.reason(failure)));
		}
		return ofAnswer(RedisPipeline.withoutArguments(root));
	}

	private static Refusal ofAnswer(String answer) {
		Matcher codes = CODE.matcher(answer);
		while (codes.find()) {
			Code code = Code.of(codes.group(1));
			if (code != Code.OTHER) {
				return new Refusal(code, limited(answer.substring(codes.start(1))));
			}
		}
		int denied = answer.indexOf(SCRIPT_NOT_PERMITTED);
		return (denied >= 0) ? new Refusal(Code.NOPERM, limited("NOPERM " + answer.substring(denied)))
				: new Refusal(Code.OTHER, limited(answer));
	}

	private static String limited(String text) {
		return (text.length() <= LONGEST) ? text : text.substring(0, LONGEST) + "...";
	}

	/** Whether another connection may do what this one cannot. */
	boolean isReasonToReplace() {
		return this.code.replaces;
	}

	/** The kinds of answers, and what each of them means for the connection. */
	enum Code {

		/** The server is a replica, so the master is another one. */
		READONLY(true),

		/** The server is a replica without its master, and serves no old data. */
		MASTERDOWN(true),

		/** The server still reads its data; a replica may have become the master. */
		LOADING(true),

		/** The cluster does not serve the slot as far as this server knows. */
		CLUSTERDOWN(true),

		/** The server has lost its replicas, one of which may be the master now. */
		NOREPLICAS(true),

		/** The connection has not logged in; a new one does, with what is valid now. */
		NOAUTH(true),

		/**
		 * The user may not do it. What he may is decided anew with each command, so a new
		 * connection would change nothing.
		 */
		NOPERM(false),

		/** The server's memory is full. */
		OOM(false),

		/** The server cannot save its data, and takes no more until it can. */
		MISCONF(false),

		/** Another error, of which nothing is known. */
		OTHER(false),

		/** Sentinel names another server as the master. */
		DEPOSED(true),

		/** Published messages are not received. */
		DEAF(true),

		/** There is no connection, or no answer. */
		UNREACHABLE(true);

		private final boolean replaces;

		Code(boolean replaces) {
			this.replaces = replaces;
		}

		private static Code of(String word) {
			return switch (word) {
				case "READONLY", "MASTERDOWN", "LOADING", "CLUSTERDOWN", "NOREPLICAS", "NOAUTH", "NOPERM", "OOM",
						"MISCONF" ->
					valueOf(word);
				default -> OTHER;
			};
		}

	}

}
