using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Protocol;

namespace LeanRx.Delivery.Internal;

/// <summary>Takes pages of missed messages. Used inside the gate alone.</summary>
internal sealed class MissedPages(ISession session, Inbox inbox)
{
    // protocol.md §4.12
    /// <summary>Servers count unread messages up to here.</summary>
    const int MostUnread = 100;

    /// <summary>Takes a page. Whether another one is needed.</summary>
    public bool Take(CatchUp catchUp, IReadOnlyList<LogItem> items)
    {
        if (catchUp.IsCountedAnew)
            return true;
        if (!catchUp.From.IsKnown)
            return TakeOlder(catchUp, items);
        Accept(catchUp, items);
        return catchUp.IsOnceMore || !catchUp.IsLast(items.Count);
    }

    /// <summary>A page of a conversation of which it is only known how many messages of others are unread.</summary>
    bool TakeOlder(CatchUp catchUp, IReadOnlyList<LogItem> items)
    {
        var isBeginning = catchUp.IsLast(items.Count);
        var others = items.Count(item => item.From != session.Options.ClientId);
        if (!catchUp.TakeOlder(items, others) && !isBeginning)
            return true;
        if (catchUp.Unread >= MostUnread && !isBeginning)
            session.Report(new Fault(FaultKind.Gap,
                $"Of conversation {catchUp.Slot.Id} {MostUnread} messages or more were missed while the connection was lost. The server does not tell its " +
                $"time or how many; those before the last {MostUnread} are in its history."));
        Accept(catchUp, catchUp.TakeAll());
        return catchUp.IsOnceMore && catchUp.From.IsKnown;
    }

    void Accept(CatchUp catchUp, IReadOnlyList<LogItem> items)
    {
        foreach (var item in items)
            inbox.Accept(catchUp.Slot, item);
        if (items.Count > 0)
            catchUp.From = new Position(items[items.Count - 1].Timestamp, items[items.Count - 1].MessageId);
    }
}
