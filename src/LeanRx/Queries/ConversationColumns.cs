using LeanRx.Queries.Internal;

namespace LeanRx;

// protocol.md §4.5.2
/// <summary>What a query can say something of: the <c>c</c> of <c>Where(c => …)</c> and <c>OrderBy(c => …)</c>.</summary>
public sealed class ConversationColumns
{
    internal ConversationColumns()
    {
    }

    /// <summary>The conversation's id.</summary>
    public TextColumn Id { get; } = new("objectId");

    /// <summary>Its name.</summary>
    public TextColumn Name { get; } = new("name");

    /// <summary>Who created it.</summary>
    public TextColumn CreatorId { get; } = new("c");

    /// <summary>Its members.</summary>
    public ClientIdsColumn Members { get; } = new("m");

    /// <summary>Who muted it.</summary>
    public ClientIdsColumn MutedBy { get; } = new("mu");

    // S86
    /// <summary>Whether it is a chat room. A query that does not speak of kinds is for normal conversations alone.</summary>
    public FlagColumn IsTransient { get; } = new("tr");

    /// <summary>Whether it is a service conversation.</summary>
    public FlagColumn IsSystem { get; } = new("sys");

    /// <summary>Whether it is the one conversation of its members.</summary>
    public FlagColumn IsUnique { get; } = new("unique");

    /// <summary>Whether it ends by itself.</summary>
    public FlagColumn IsTemporary { get; } = new("temp");

    /// <summary>When its last message was sent; missing before the first.</summary>
    public TimeColumn LastMessageAt { get; } = new("lm");

    /// <summary>When it was created.</summary>
    public TimeColumn CreatedAt { get; } = new("createdAt");

    /// <summary>When its data were last changed.</summary>
    public TimeColumn UpdatedAt { get; } = new("updatedAt");

    // S71 to S78
    /// <summary>
    /// An attribute of the application's own. Dots reach into nested objects, and numbers to the elements of arrays: <c>address.city</c>, <c>tags.0</c>.
    /// </summary>
    /// <exception cref="ArgumentException">A name is empty, begins with <c>$</c>, there are more than 31, or the path has more than 250 characters.</exception>
    public AttributeColumn Attribute(string path) => new("attr." + ColumnPaths.Checked(path, nameof(path)));

    /// <summary>A column that the application added beside the attributes. Dots reach into it as in <see cref="Attribute"/>.</summary>
    /// <inheritdoc cref="Attribute" path="/exception"/>
    public AttributeColumn Custom(string path) => new(ColumnPaths.Checked(path, nameof(path)));
}
