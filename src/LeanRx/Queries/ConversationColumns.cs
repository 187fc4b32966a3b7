using LeanRx.Protocol;
using LeanRx.Queries.Internal;

namespace LeanRx;

// protocol.md §4.5.2
/// <summary>The columns of conversations: the <c>c</c> of <c>Where(c => …)</c> and <c>OrderBy(c => …)</c>.</summary>
public sealed class ConversationColumns
{
    internal ConversationColumns()
    {
    }

    /// <summary>The id.</summary>
    public TextColumn Id { get; } = new(KnownColumns.Id);

    /// <summary>The name.</summary>
    public TextColumn Name { get; } = new(KnownColumns.Name);

    /// <summary>The client id of the creator.</summary>
    public TextColumn CreatorId { get; } = new(KnownColumns.CreatorId);

    /// <summary>The members.</summary>
    public ClientIdsColumn Members { get; } = new(KnownColumns.Members);

    /// <summary>The clients that muted the conversation.</summary>
    public ClientIdsColumn MutedBy { get; } = new(KnownColumns.MutedBy);

    // S86
    /// <summary>Whether it is a chat room.</summary>
    /// <remarks>A query without a condition on kinds returns normal conversations.</remarks>
    public FlagColumn IsTransient { get; } = new(KnownColumns.IsTransient);

    /// <summary>Whether it is a service conversation.</summary>
    public FlagColumn IsSystem { get; } = new(KnownColumns.IsSystem);

    /// <summary>Whether it is the unique conversation of its members.</summary>
    public FlagColumn IsUnique { get; } = new(KnownColumns.IsUnique);

    /// <summary>Whether it is temporary.</summary>
    public FlagColumn IsTemporary { get; } = new(KnownColumns.IsTemporary);

    /// <summary>The time of the last message; missing before the first.</summary>
    public TimeColumn LastMessageAt { get; } = new(KnownColumns.LastMessageAt);

    /// <summary>The time of creation.</summary>
    public TimeColumn CreatedAt { get; } = new(KnownColumns.CreatedAt);

    /// <summary>The time of the last change of its data.</summary>
    public TimeColumn UpdatedAt { get; } = new(KnownColumns.UpdatedAt);

    // S71 to S78
    /// <summary>An attribute of the application.</summary>
    /// <remarks>Dots address nested objects, and numbers the elements of arrays: <c>address.city</c>, <c>tags.0</c>.</remarks>
    /// <exception cref="ArgumentException">A name is empty or begins with <c>$</c>, there are more than 31 names, or the path is longer than 250
    /// characters.</exception>
    public AttributeColumn Attribute(string path) => new("attr." + ColumnPaths.Checked(path, nameof(path)));

    /// <summary>A custom column beside the attributes.</summary>
    /// <remarks>Dots work as in <see cref="Attribute"/>.</remarks>
    /// <inheritdoc cref="Attribute" path="/exception"/>
    public AttributeColumn Custom(string path) => new(ColumnPaths.Checked(path, nameof(path)));
}
