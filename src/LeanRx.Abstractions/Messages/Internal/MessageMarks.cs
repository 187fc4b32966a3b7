namespace LeanRx.Messages.Internal;

/// <summary>What most messages do not have: when they were delivered, read and changed. In milliseconds since 1970 UTC, 0 for none.</summary>
internal sealed record MessageMarks(long DeliveredAt, long ReadAt, long UpdatedAt)
{
    /// <summary>Null where there is none of them.</summary>
    public static MessageMarks? Of(long deliveredAt, long readAt, long updatedAt) =>
        (deliveredAt, readAt, updatedAt) == default ? null : new MessageMarks(deliveredAt, readAt, updatedAt);
}
