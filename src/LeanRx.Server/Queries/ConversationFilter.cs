using System.Text.Json;
using LeanRx.Server.Queries.Internal;

namespace LeanRx.Server.Storage;

// protocol.md §4.5.1; S71 to S79, S84 to S88, S126 to S132
/// <summary>The <c>where</c> of a conversation query, parsed once and tried on many conversations.</summary>
/// <remarks>
/// <para>Immutable, safe from any thread.</para>
/// <para>A <c>where</c> is an object: <c>{"attr.age":{"$lt":18},"m":"tom"}</c>. All its entries must hold. A key is a column or a dotted path into one,
/// or <c>$and</c>/<c>$or</c> with an array of such objects. A value is what the column must equal, or an object of operators:
/// <c>$eq $ne $lt $lte $gt $gte $in $nin $all $size $exists $regex</c> (with <c>$options</c>).</para>
/// <para>Columns: <c>objectId name c m mu tr sys unique uniqueId temp attr lm createdAt updatedAt conv_type</c> (1 normal, 2 chat room, 3 service, 4 temporary)
/// and custom columns. <c>tr sys unique temp</c> are always there, false unless set; <c>m</c> and <c>mu</c> are always arrays.</para>
/// <para>The rules are MongoDB's:</para>
/// <list type="bullet">
/// <item>Values compare only within their type: a number is never less than a text. Texts compare by UTF-16 code units, <c>false</c> is less than <c>true</c>,
/// objects and arrays have no order; they are equal when their content is, whatever the order of keys.</item>
/// <item><c>null</c> equals null and a missing value; <c>$lte</c> and <c>$gte</c> with null do as well, <c>$lt</c> and <c>$gt</c> never hold.</item>
/// <item><c>$ne</c> and <c>$nin</c> are the exact opposites of equality and <c>$in</c>; so a missing value matches them, unless they name null.</item>
/// <item>On an array a condition holds when one element meets it, and equality also when the whole array is equal. <c>$ne</c> and <c>$nin</c> then say that no
/// element is. <c>$all</c> demands each of its values; an empty <c>$all</c> or <c>$in</c> matches nothing.</item>
/// <item><c>$size</c> is the exact length of an array. <c>$exists</c> is true for null and false for a missing value.</item>
/// <item>A path goes through an array into the objects in it, or to the element at an index (<c>m.0</c>). Where an array holds no object, the path is
/// missing.</item>
/// <item><c>{"__type":"Date","iso":"…"}</c> is an instant, in the condition and in the column; no path goes into it. <c>lm</c>, <c>createdAt</c> and
/// <c>updatedAt</c> are instants, and a condition on them may be a plain ISO text.</item>
/// <item><c>$regex</c> is looked for anywhere in a text, in the syntax of PCRE, character by character: half of an emoji is never found. <c>\d</c>, <c>\w</c>,
/// <c>\s</c>, <c>\b</c> and POSIX classes know ASCII alone; <c>\p{…}</c> takes the general categories of Unicode (<c>L</c>, <c>Lu</c>), for characters up to
/// U+FFFF; recursion, conditions, verbs and possessive quantifiers are refused. <c>$options</c> are of <c>i m s x</c>. Where the pattern allows it, the time of
/// a match grows with the text alone.</item>
/// </list>
/// <para>At most 256 conditions, 32 levels of <c>$and</c> and <c>$or</c>, 32 names in a path, 4,096 characters in a pattern.</para>
/// </remarks>
public sealed class ConversationFilter
{
    readonly FilterNode _root;

    ConversationFilter(FilterNode root, TimeSpan timeout)
    {
        _root = root;
        Timeout = timeout;
    }

    /// <summary>A filter that matches every conversation, like <c>{}</c>.</summary>
    public static ConversationFilter All { get; } = new(new AllOf([]), ServerLimits.Default.QueryTimeout);

    // protocol.md §4.5.1
    /// <summary>A filter that matches normal conversations: no chat rooms, service conversations or temporary ones.</summary>
    /// <remarks>It applies to a query that does not mention kinds.</remarks>
    public static ConversationFilter Normal { get; } = new(new ColumnTest(ColumnPath.Kind, new EqualTo(QueryValue.Of(1L))), ServerLimits.Default.QueryTimeout);

    /// <summary>Matches what is not temporary. Temporary conversations are found by their ids alone.</summary>
    internal static ConversationFilter Lasting { get; } =
        new(new NoneOf(new ColumnTest(ColumnPath.Temporary, new EqualTo(QueryValue.Of(true)))), ServerLimits.Default.QueryTimeout);

    /// <summary>How long one query may take, by the clock of the machine.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>The client that every match has among its members (<c>m</c>), or null if none is required.</summary>
    /// <remarks>If several are required, one of them.</remarks>
    public string? RequiredMember => _root.RequiredMember;

    /// <summary>The only ids that a match can have, or null if ids are not restricted.</summary>
    /// <remarks>Distinct, possibly empty.</remarks>
    public IReadOnlyCollection<string>? RequiredIds => _root.RequiredIds;

    /// <summary>The name that every match has, or null if none is required.</summary>
    public string? RequiredName => _root.RequiredName;

    /// <summary>Whether every match is a chat room (<c>tr</c>).</summary>
    public bool RequiresRoom => _root.RequiresRoom;

    /// <summary>Whether every match is a service conversation (<c>sys</c>).</summary>
    public bool RequiresService => _root.RequiresService;

    /// <summary>Whether every match is a temporary conversation (<c>temp</c>).</summary>
    public bool RequiresTemporary => _root.RequiresTemporary;

    /// <summary>Whether a condition mentions the kind of conversation (<c>tr sys temp conv_type</c>) or <c>objectId</c>.</summary>
    /// <remarks>The query is not restricted to <see cref="Normal"/> conversations then.</remarks>
    public bool MentionsKind => _root.MentionsKind;

    /// <summary>Parses a <c>where</c> object.</summary>
    /// <remarks>What it keeps of <paramref name="where"/> is copied.</remarks>
    /// <param name="where">The object.</param>
    /// <param name="timeout">How long one query may take; default 1 second, see <see cref="ServerLimits.QueryTimeout"/>.</param>
    /// <exception cref="QueryFormatException">It cannot be understood; the message names the place: <c>where.attr.age.$gt2: unknown operator</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is not positive or longer than 24 days.</exception>
    public static ConversationFilter Parse(JsonElement where, TimeSpan? timeout = null)
    {
        var limit = timeout ?? ServerLimits.Default.QueryTimeout;
        if (limit <= TimeSpan.Zero || limit > TimeSpan.FromDays(24)) throw new ArgumentOutOfRangeException(nameof(timeout), limit,
            "The timeout must be positive and at most 24 days.");
        return new(new FilterParser(limit).Parse(where), limit);
    }

    /// <summary>Returns a filter that requires both.</summary>
    /// <remarks>It keeps the timeout of this one.</remarks>
    public ConversationFilter And(ConversationFilter other) => new(new AllOf([_root, other._root]), Timeout);

    /// <summary>A filter that is tried on conversations as this client sees them (<see cref="ConversationRecord.SeenBy"/>).</summary>
    internal ConversationFilter SeenBy(string clientId) => new(new SeenNode(_root, clientId), Timeout);

    /// <summary>Returns whether a conversation matches, with a budget of its own.</summary>
    /// <exception cref="QueryTimeoutException">It took longer than it may.</exception>
    public bool Matches(ConversationRecord conversation) => Matches(conversation, StartBudget());

    /// <summary>Returns whether a conversation matches.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="budget">What the query may still use; see <see cref="StartBudget"/>.</param>
    /// <exception cref="QueryTimeoutException">The budget is used up.</exception>
    public bool Matches(ConversationRecord conversation, QueryBudget budget) => _root.Matches(conversation, budget);

    /// <summary>Returns a new budget for one query: one pass of this filter over many conversations.</summary>
    public QueryBudget StartBudget() => new(Timeout);
}
