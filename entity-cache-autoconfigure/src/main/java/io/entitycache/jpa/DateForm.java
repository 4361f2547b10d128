package io.entitycache.jpa;

import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.TimeZone;

/**
 * {@link Date} with its subclasses and {@link Calendar}. What they mean depends on the
 * time zone of the process, so that processes of different zones do not share them.
 */
enum DateForm implements ByteForm {

	DATE {
		@Override
		public void write(Object value, ByteSink out) {
			Date date = (Date) value;
			int kind = (date instanceof Timestamp) ? 1
					: (date instanceof java.sql.Date) ? 2 : (date instanceof Time) ? 3 : 0;
			out.writeByte(kind);
			out.writeSigned(date.getTime());
			if (date instanceof Timestamp timestamp) {
				out.writeUnsigned(timestamp.getNanos());
			}
		}

		@Override
		public Object read(ByteSource in) {
			int kind = in.readByte();
			long millis = in.readSigned();
			return switch (kind) {
				case 0 -> new Date(millis);
				case 1 -> timestamp(millis, in.readUnsigned());
				case 2 -> new java.sql.Date(millis);
				case 3 -> new Time(millis);
				default -> throw new IllegalArgumentException("A date is of an unknown kind");
			};
		}
	},

	CALENDAR {
		@Override
		public void write(Object value, ByteSink out) {
			out.writeSigned(((Calendar) value).getTimeInMillis());
			out.writeString(((Calendar) value).getTimeZone().getID());
		}

		@Override
		public Object read(ByteSource in) {
			long millis = in.readSigned();
			Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone(in.readString()));
			calendar.setTimeInMillis(millis);
			return calendar;
		}
	};

	@Override
	public String describe() {
		return name() + '@' + TimeZone.getDefault().getID();
	}

	private static Timestamp timestamp(long millis, long nanos) {
		Timestamp timestamp = new Timestamp(millis);
		timestamp.setNanos(Math.toIntExact(nanos));
		return timestamp;
	}

}
