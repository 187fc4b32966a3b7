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
            .Select(snapshot => string.Join(' ', snapshot.Members.Order(StringComparer.Ordinal)))
            .DistinctUntilChanged()
            .Select(members => members.Split(' '))
            .Select(members => client.WatchPresence(members, every)
                .Scan(ImmutableSortedDictionary<string, bool>.Empty, (board, change) => board.SetItem(change.ClientId, change.IsOnline))
                .Where(board => board.Count == members.Length)
                .Select(Show))
            .Switch()
            .DistinctUntilChanged();

    static string Show(ImmutableSortedDictionary<string, bool> board) =>
        string.Join(", ", board.Select(member => $"{member.Key} {(member.Value ? "●" : "○")}"));
}
