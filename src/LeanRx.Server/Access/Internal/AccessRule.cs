using LeanRx.Protocol;

namespace LeanRx.Server.Access.Internal;

/// <summary>One row of the table: who may do one thing to a conversation, and to whom. Operators may do everything.</summary>
/// <param name="Permission">What it is about.</param>
/// <param name="Deed">The same in words that follow «may».</param>
internal sealed record AccessRule(Permission Permission, string Deed)
{
    /// <summary>For what is asked of the application and of no conversation: whether clients may. Null for what is about a conversation.</summary>
    public bool? Clients { get; init; }

    public Grant Normal { get; init; }

    public Grant Temporary { get; init; }

    public Grant Room { get; init; }

    public Grant Service { get; init; }

    /// <summary>What a silenced client is told; null when silence does not matter.</summary>
    public int? Silenced { get; init; }

    /// <summary>Whether of the messages a client's own alone are meant (4403).</summary>
    public bool IsForAuthors { get; init; }

    /// <summary>From which regime on members of a normal conversation need a role; null: never.</summary>
    public RoleRegime? NeedsRoleFrom { get; init; }

    /// <summary>What it cannot be done to is an owner: the code; null when owners are like others.</summary>
    public int? OnOwner { get; init; }

    /// <summary>The code for doing it to oneself; null when one may.</summary>
    public int? OnSelf { get; init; }

    /// <summary>The code for doing it to those with a higher role; null when one may.</summary>
    public int? OnHigher { get; init; }

    /// <summary>Whether the three above count only where roles are in force.</summary>
    public bool SparesOnlyUnderRoles { get; init; }

    /// <summary>What lets a REST call in.</summary>
    public Credentials Rest { get; init; } = Credentials.MasterKey;

    public Grant Of(ConversationKind kind) => kind switch
    {
        ConversationKind.ChatRoom => Room,
        ConversationKind.Service => Service,
        ConversationKind.Temporary => Temporary,
        _ => Normal,
    };

    /// <summary>Why a client may not; null when it may.</summary>
    public Refusal? RefusalFor(Party party)
    {
        if (Clients is { } clients)
            return clients ? null : new Refusal(ErrorCodes.ConversationOperationUnauthorized, $"Clients do not {Deed}.");
        var grant = Of(party.Kind);
        var circle = grant.Circle == Circle.Members && party.HasRoles && party.Roles >= NeedsRoleFrom ? Circle.Moderators : grant.Circle;
        if (circle == Circle.Nobody)
            return new Refusal(grant.Otherwise, $"Clients do not {Deed} in conversations of this kind.");
        if (party.IsBlocked && grant.Blocked is { } blocked)
            return new Refusal(blocked, "The conversation blocks this client.");
        if (circle < Circle.Everyone && party.Rank == Rank.Outsider)
            return new Refusal(grant.Otherwise, circle == Circle.Moderators ? $"Only the owner and managers may {Deed}." : $"Only members may {Deed}.");
        if (circle == Circle.Moderators && party.Rank < Rank.Manager)
            return new Refusal(ErrorCodes.ConversationOperationUnauthorized, $"Only the owner and managers may {Deed}.");
        return party.IsSilenced && Silenced is { } silenced ? new Refusal(silenced, "This client is silenced here.") : null;
    }

    /// <summary>Why a client who may do it cannot do it to somebody; null when it can.</summary>
    public Refusal? RefusalOn(Party actor, Rank target, bool isSelf)
    {
        if (SparesOnlyUnderRoles && !actor.HasRoles)
            return null;
        if (target == Rank.Owner && OnOwner is { } onOwner)
            return new Refusal(onOwner, "The owner stays the owner, and stays in.");
        if (isSelf)
            return OnSelf is { } onSelf ? new Refusal(onSelf, "Nobody does this to itself.") : null;
        return target > actor.Rank && OnHigher is { } onHigher ? new Refusal(onHigher, "Nothing is done to those with a higher role.") : null;
    }
}
