using System.Globalization;
using System.Reactive.Concurrency;
using System.Runtime.CompilerServices;
using System.Text.Json;
using LeanRx.Cli.Common;
using LeanRx.Cli.Operators;
using LeanRx.Cli.Rest;

namespace LeanRx.Cli.Tailing;

/// <summary>
/// The messages of an application as they come, asked for with its master key: nobody goes online for it, and nothing counts as received or read.
/// </summary>
sealed class MessageFeed(RestApi api, IScheduler scheduler, TailSettings settings)
{
    const string Path = "/1.2/rtm/messages";
    const int Page = 1000;

    /// <summary>A message may be seen later than another one of a later time: what is so fresh is looked at again.</summary>
    const long Fresh = 5_000;

    static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    readonly BoundedMap<bool> _seen = new(100_000);

    /// <summary>The last messages first, the oldest at the top; then each as it comes, at most a second later.</summary>
    public async IAsyncEnumerable<MessageEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = await AskAsync(cancellationToken, ("limit", Text(settings.IsFiltered ? Page : Math.Max(1, settings.Last)))).ConfigureAwait(false);
        first.Reverse();
        foreach (var message in first)
            _seen.TryAdd(message.Id, true);
        foreach (var message in first.Where(settings.Shows).TakeLast(settings.Last))
            yield return message;

        // Several messages may have one time: what is behind the last one is new, and no other of its time.
        var (began, beganId) = first is [.., var newest] ? (newest.Timestamp, newest.Id) : (0, "");
        var last = began;
        while (true)
        {
            await Pause.ForAsync(scheduler, s_interval, cancellationToken).ConfigureAwait(false);
            var (from, id) = (Math.Max(began - 1, last - Fresh), (string?)null);
            List<MessageEntry> page;
            do
            {
                page = await AskAsync(cancellationToken, ("reversed", "true"), ("limit", Text(Page)), ("timestamp", Text(Math.Max(0, from))), ("msgid", id))
                    .ConfigureAwait(false);
                foreach (var message in page)
                {
                    (from, id) = (message.Timestamp, message.Id);
                    last = Math.Max(last, from);
                    if (IsBehind(message) && _seen.TryAdd(message.Id, true) && settings.Shows(message))
                        yield return message;
                }
            }
            while (page.Count == Page);
        }

        bool IsBehind(MessageEntry message) =>
            message.Timestamp > began || message.Timestamp == began && string.CompareOrdinal(message.Id, beganId) > 0;
    }

    async Task<List<MessageEntry>> AskAsync(CancellationToken cancellationToken, params IReadOnlyList<(string Name, string? Value)> query)
    {
        using var answer = await api.GetAsync(Path, cancellationToken, query).ConfigureAwait(false);
        return answer.RootElement.ValueKind == JsonValueKind.Array
            ? [.. answer.RootElement.EnumerateArray().Where(row => row.ValueKind == JsonValueKind.Object).Select(row => new MessageEntry(row))]
            : throw new ToolException("the server's answer to a question for messages is no list of them") { ExitCode = ExitCodes.Failure };
    }

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
