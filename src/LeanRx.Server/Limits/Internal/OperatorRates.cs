using LeanRx.Protocol;
using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.Limits.Internal;

// protocol.md §10.3
/// <summary>
/// Counts what operators of one application send. One over the rate of a minute closes its kind for a minute; one over that of a day, until the day is over.
/// </summary>
internal sealed class OperatorRates(EngineClock clock, ServerLimits limits)
{
    const long Day = 24 * 60 * 60 * 1000;

    static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    readonly Dictionary<OperatorRateKind, Count> _counts = [];

    /// <summary>Counts one.</summary>
    /// <exception cref="OperationRefusedException">4116: it is one too many.</exception>
    public void Require(OperatorRateKind kind)
    {
        var (perMinute, perDay) = kind switch
        {
            OperatorRateKind.SubscriberBroadcast => (limits.SubscriberBroadcastsPerMinute, limits.SubscriberBroadcastsPerDay),
            OperatorRateKind.GlobalBroadcast => (limits.GlobalBroadcastsPerMinute, limits.GlobalBroadcastsPerDay),
            _ => (limits.OperatorMessagesPerMinute, 0),
        };
        lock (_counts)
        {
            if (!_counts.TryGetValue(kind, out var count))
                _counts[kind] = count = new Count { Since = clock.Elapsed };
            if (clock.Elapsed < count.ClosedUntil)
                throw Refused("Too many messages a minute; try again in a minute.");
            var today = clock.Now / Day;
            if (today != count.Day)
                (count.Day, count.ThisDay) = (today, 0);
            if (perDay > 0 && count.ThisDay >= perDay)
                throw Refused($"At most {perDay} messages of this kind are taken a day.");
            if (clock.Elapsed - count.Since >= s_minute)
                (count.Since, count.ThisMinute) = (clock.Elapsed, 0);
            if (perMinute > 0 && count.ThisMinute >= perMinute)
            {
                count.ClosedUntil = clock.Elapsed + s_minute;
                throw Refused($"At most {perMinute} messages of this kind are taken a minute; try again in a minute.");
            }

            count.ThisMinute++;
            count.ThisDay++;
        }
    }

    static OperationRefusedException Refused(string why) => new(ErrorCodes.MessageSentQuotaExceeded, why);

    sealed class Count
    {
        /// <summary>When the minute began.</summary>
        public TimeSpan Since { get; set; }

        public int ThisMinute { get; set; }

        /// <summary>Days since 1970.</summary>
        public long Day { get; set; }

        public int ThisDay { get; set; }

        public TimeSpan ClosedUntil { get; set; }
    }
}
