using LeanRx.Protocol;

namespace LeanRx.Server.Access.Internal;

/// <summary>Who may do something in conversations of one kind.</summary>
/// <param name="Circle">Who may.</param>
/// <param name="Otherwise">What those outside are told; 0: nothing, they are passed over.</param>
/// <param name="Blocked">What a blocked client is told before all else; null: it is treated as what it is otherwise.</param>
internal readonly record struct Grant(Circle Circle, int Otherwise, int? Blocked = null)
{
    public static Grant Everyone { get; } = new(Circle.Everyone, 0);

    public static Grant Members(int otherwise) => new(Circle.Members, otherwise);

    public static Grant Moderators(int otherwise) => new(Circle.Moderators, otherwise);

    public static Grant Nobody(int otherwise = ErrorCodes.ConversationOperationUnauthorized) => new(Circle.Nobody, otherwise);

    public Grant ButBlocked(int code = ErrorCodes.BlockedByConv) => this with { Blocked = code };
}
