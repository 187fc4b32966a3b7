using System.Text.Json;
using System.Text.Json.Nodes;
using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;

namespace LeanRx.Delivery.Internal;

// protocol.md §4.12, §4.5.1
/// <summary>
/// Asks, after every login but the first, in which of the client's conversations something was said since the login before. What the server reports as unread
/// by itself says less: it names 50 conversations, counts to 100, and leaves out what was read or sent on another device. Temporary
/// conversations cannot be asked for; of them the report is all there is. Used inside the gate alone.
/// </summary>
/// <param name="listed">Told each conversation with its last message.</param>
internal sealed class ActivityQuery(ISession session, RecoveryState state, Action<string, Position> listed)
{
    // protocol.md §4.5.1
    /// <summary>Members are left out, the last message is not.</summary>
    const int CompactWithLastMessage = 3;

    /// <summary>Messages that were on their way at the last login may be a little older than it.</summary>
    const long Margin = 60_000;

    /// <summary>The server's time up to which all conversations are known to be whole.</summary>
    long? _since;

    long _until;
    int _number;

    /// <summary>Begins after a login. Where the server does not tell its time nothing can be asked.</summary>
    public void Begin(long? serverTime)
    {
        var isFirst = _since is null;
        _since ??= serverTime;
        _number++;
        state.IsDone = false;
        state.IsAsking = serverTime is not null && !isFirst;
        if (!state.IsAsking)
            return;
        _until = serverTime!.Value;
        Ask(skip: 0);
    }

    void Ask(int skip)
    {
        var where = new JsonObject { [KnownColumns.Members] = session.Options.ClientId };
        // A calendar that was set back meanwhile says nothing about when.
        if (_until >= _since)
            where[KnownColumns.LastMessageAt] = new JsonObject { ["$gte"] = ColumnValue.Json(UnixTime.ToTime(_since!.Value - Margin)) };
        var query = new ConversationFrame
        {
            Operation = ConversationOperations.Query,
            Where = JsonObjects.ToElement(where, nameof(where), 63),
            // What moves while the pages are read moves to the front: it may be listed twice, but is not left out.
            Sort = "-lm",
            Skip = skip,
            Flag = CompactWithLastMessage,
        };
        var page = new PageRequest(query, PageSizes.Largest) { IsRepeatable = false };
        session.Gate.PostWhenDone(session.AskAsync(page, isOwn: true), (ActivityQuery: this, _number, page, skip), static (it, answer) =>
            it.ActivityQuery.Take(it._number, it.page, it.skip, answer));
    }

    void Take(int number, PageRequest page, int skip, Task<Frame> answer)
    {
        if (number != _number)
            return;
        if (answer.Status == TaskStatus.RanToCompletion && answer.GetAwaiter()
            .GetResult() is ConversationFrame { Operation: ConversationOperations.Results } found)
            Take(found, page, skip);
        else
            Fail(answer.Exception?.InnerException, skip);
    }

    void Take(ConversationFrame found, PageRequest page, int skip)
    {
        // Not every wire format can say that a list is there and empty.
        JsonElement[] all = found.Results is { ValueKind: JsonValueKind.Array } some ? [.. some.EnumerateArray()] : [];
        var count = all.Length;
        foreach (var conversation in all)
        {
            if (ConversationReader.IdOf(conversation) is { Length: > 0 } id)
                listed(id, ConversationReader.LastPositionOf(conversation));
        }
        if (count > 0 && !page.IsLast(count, found.HasMore))
        {
            Ask(skip + count);
            return;
        }
        _since = _until;
        state.IsAsking = false;
        state.IsDone = true;
    }

    void Fail(Exception? cause, int skip)
    {
        switch (cause)
        {
            case ConnectionLostException or ClientClosedException:
                // The next login asks again, from the same instant on.
                break;
            case CommandTimeoutException:
                Ask(skip);
                break;
            default:
                state.IsAsking = false;
                session.Report(new Fault(FaultKind.Gap,
                    "The server did not tell where something was said while the connection was lost; what it reports as unread is fetched all the same. " +
                    $"{cause?.Message}", cause));
                break;
        }
    }
}
