using System.Runtime.CompilerServices;
using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;
using LeanRx.History.Internal;
using LeanRx.Protocol;

namespace LeanRx;

public sealed partial class Conversation
{
    const int MaxHistoryPage = 1000;

    // S69, S70, S151
    /// <summary>Returns messages from the conversation's history, <b>newest first</b> by default.</summary>
    /// <remarks>
    /// Pages are fetched as the caller enumerates: taking ten messages costs one page. Messages that arrive in the meantime are not included. See
    /// <see cref="Timeline(DateTimeOffset)"/> for history joined with live messages.
    /// </remarks>
    /// <param name="options">The range and the direction. Default: null, all messages, newest first, in pages of 20.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <exception cref="ArgumentOutOfRangeException">The page size is not 1 to 1,000, or the limit is negative.</exception>
    /// <exception cref="ServerRejectedException">The server refused, for example with 4312: this client is not a member. Raised while enumerating.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection in time, outbox full, or client closed. Raised while enumerating.</exception>
    public IAsyncEnumerable<Message> GetHistoryAsync(HistoryOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new HistoryOptions();
        Guard.InRange(options.PageSize, 1, MaxHistoryPage, nameof(options.PageSize));
        if (options.Limit is { } limit)
            Guard.InRange(limit, 0, int.MaxValue, nameof(options.Limit));
        return EnumerateAsync(options, cancellationToken);
    }

    async IAsyncEnumerable<Message> EnumerateAsync(HistoryOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isOlder = options.Direction == HistoryDirection.Older;
        var (before, after) = (HistoryBounds.Upper(options.Before), HistoryBounds.Lower(options.After));
        var (start, end) = isOlder ? (before, after) : (after, before);
        var left = options.Limit ?? int.MaxValue;
        while (left > 0)
        {
            var size = Math.Min(options.PageSize, left);
            var request = Request(start, end, options.MessageType, isOlder, size);
            var answer = await PageAsync(request, cancellationToken).ConfigureAwait(false);
            var page = answer.Items ?? []; // A protobuf frame cannot say that a list is there and empty.
            for (var index = 0; index < page.Count; index++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                // A page is ascending in both directions.
                yield return _core.Factory.From(Id, page[isOlder ? page.Count - 1 - index : index]);
            }
            if (page.Count == 0 || request.IsLast(page.Count, answer.HasMore))
                yield break;
            left -= page.Count;
            var last = page[isOlder ? 0 : page.Count - 1];
            start = new HistoryPosition(UnixTime.ToTime(last.Timestamp), last.MessageId);
        }
    }

    PageRequest Request(HistoryPosition? start, HistoryPosition? end, int? messageType, bool isOlder, int size)
    {
        var command = new LogsFrame
        {
            ConversationId = Id,
            Timestamp = start?.Timestamp.ToUnixTimeMilliseconds(),
            MessageId = start?.MessageId,
            IsStartIncluded = start?.IsIncluded == true ? true : null,
            EndTimestamp = end?.Timestamp.ToUnixTimeMilliseconds(),
            EndMessageId = end?.MessageId,
            IsEndIncluded = end?.IsIncluded == true ? true : null,
            MessageType = messageType,
            Direction = isOlder ? null : LogsDirections.Newer,
        };
        return new PageRequest(command, size);
    }

    async Task<LogsFrame> PageAsync(PageRequest request, CancellationToken cancellationToken) =>
        await _core.Session.AskAsync(request, isOwn: false, cancellationToken).ConfigureAwait(false) as LogsFrame
            ?? throw new InvalidResponseException("The server answered logs without a page.");
}
