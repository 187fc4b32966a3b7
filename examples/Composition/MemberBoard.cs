using System.Collections.Immutable;
using System.Reactive.Linq;
using LeanRx;

namespace Composition;

/// <summary>Who belongs to a conversation and who of them is online: presence joined to members.</summary>
static class MemberBoard
{
    /// <summary>The board, anew whenever somebody joins, leaves, comes or goes. Only the present members are asked for.</summary>
    public static IObservable<string> WatchMembers(this LeanClient client, Conversation chat, TimeSpan every) =>
        chat.Watch()
            .Select(snapshot => snapshot.Members.ToImmutableHashSet())
            .DistinctUntilChanged(SameMembers)
            .Select(members => members.IsEmpty ? Observable.Return("nobody") : client.WatchPresence(members, every)
                .Scan(ImmutableSortedDictionary<string, bool>.Empty, (board, change) => board.SetItem(change.ClientId, change.IsOnline))
                .Where(board => board.Count == members.Count)
                .Select(Show))
            .Switch()
            .DistinctUntilChanged();

    static readonly IEqualityComparer<ImmutableHashSet<string>> SameMembers =
        EqualityComparer<ImmutableHashSet<string>>.Create((one, other) => one!.SetEquals(other!), members => members.Count);

    static string Show(ImmutableSortedDictionary<string, bool> board) =>
        string.Join(", ", board.Select(member => $"{member.Key} {(member.Value ? "●" : "○")}"));
}
