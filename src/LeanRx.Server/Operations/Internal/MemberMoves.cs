using LeanRx.Server.Storage;

namespace LeanRx.Server.Operations.Internal;

/// <summary>Who comes into a conversation, and who goes.</summary>
internal readonly record struct MemberMoves(IReadOnlyList<string> Newcomers, IReadOnlyList<string> Leavers)
{
    /// <summary>What a change does. Where it names single clients, nobody else is looked at.</summary>
    public static MemberMoves Of(ConversationChange change, MemberList members)
    {
        var (newcomers, leavers) = NamedIn(change, members);
        return new([.. newcomers.Where(clientId => !members.Contains(clientId))], [.. leavers.Where(members.Contains).OrderBy(members.IndexOf)]);
    }

    /// <summary>The same where it is not known yet who will be in: all who are named, and of those who are in now whom a complete list lacks.</summary>
    public static MemberMoves NamedIn(ConversationChange change, MemberList members)
    {
        var added = MemberList.Create(change.AddedMembers);
        if (change.Members is not { } all)
            return new([.. added], [.. change.RemovedMembers.Distinct(StringComparer.Ordinal).Where(clientId => !added.Contains(clientId))]);
        var wanted = MemberList.Create(all.Except(change.RemovedMembers, StringComparer.Ordinal)).AddRange(added);
        return new([.. wanted], [.. members.Where(clientId => !wanted.Contains(clientId))]);
    }

    public MemberMoves Except(MemberMoves others) => new([.. Newcomers.Except(others.Newcomers, StringComparer.Ordinal)],
        [.. Leavers.Except(others.Leavers, StringComparer.Ordinal)]);

    public MemberMoves Within(MemberMoves others) => new([.. Newcomers.Intersect(others.Newcomers, StringComparer.Ordinal)],
        [.. Leavers.Intersect(others.Leavers, StringComparer.Ordinal)]);

    public MemberMoves And(MemberMoves others) => new([.. Newcomers, .. others.Newcomers], [.. Leavers, .. others.Leavers]);
}
