using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Columns.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server;

public static partial class ConversationJson
{
    const int IdLength = 24;

    /// <summary>Reads an object of the <c>_Conversation</c> table, as another server or an export has it.</summary>
    /// <remarks>
    /// <para>Dates may be text, objects of the type Date, or milliseconds. The creation time that is missing or no time is the one in the object id, the time
    /// of change then the creation time, and without the last-message time there was no message yet.</para>
    /// <para>A chat room has no members, and those of a service conversation are kept elsewhere. A unique conversation is found by the members that it has, so
    /// its <c>uniqueId</c> is made anew. Columns of the server's own that say nothing lasting are left out; <c>ACL</c> stays among the custom ones.</para>
    /// </remarks>
    /// <param name="row">The object.</param>
    /// <param name="remarks">What could not be taken as it stands, a sentence each.</param>
    /// <exception cref="FormatException">It is no such object, or its id is none; the message is a sentence.</exception>
    public static ConversationRecord Read(string applicationId, JsonElement row, out IReadOnlyList<string> remarks)
    {
        ArgumentNullException.ThrowIfNull(applicationId);
        try
        {
            var reader = new RowReader(row);
            remarks = reader.Remarks;
            return Read(applicationId, reader);
        }
        catch (InvalidOperationException exception)
        {
            throw new FormatException("It holds text that is no Unicode.", exception); // Half of a surrogate pair.
        }
    }

    static ConversationRecord Read(string applicationId, RowReader row)
    {
        var id = row.Text(KnownColumns.Id) ?? row.Text("_id");
        if (id is not { Length: IdLength } || !id.All(char.IsAsciiHexDigit))
            throw new FormatException("The objectId of a conversation has 24 hexadecimal digits.");
        var (isRoom, isService, isUnique) = (row.Flag(KnownColumns.IsTransient), row.Flag(KnownColumns.IsSystem), row.Flag(KnownColumns.IsUnique));
        MemberList members = isRoom || isService ? [] : row.ClientIds(KnownColumns.Members);
        var createdAt = row.Time(KnownColumns.CreatedAt) ?? uint.Parse(id.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture) * 1000L;
        return new ConversationRecord
        {
            ApplicationId = applicationId,
            Id = id,
            Name = row.Text(KnownColumns.Name),
            CreatorId = row.Text(KnownColumns.CreatorId),
            Members = members,
            Muted = isRoom ? [] : row.ClientIds(KnownColumns.MutedBy),
            IsTransient = isRoom,
            IsSystem = isService,
            IsUnique = isUnique,
            UniqueId = isUnique && row.Text(KnownColumns.UniqueId) is not null ? UniqueKeys.Of(members) : null,
            Attributes = row.Object(KnownColumns.Attributes),
            Columns = row.Columns(),
            CreatedAt = createdAt,
            UpdatedAt = row.Time(KnownColumns.UpdatedAt) ?? createdAt,
            LastMessageAt = row.Time(KnownColumns.LastMessageAt),
        };
    }

    /// <summary>Takes columns out of a row, and notes what cannot be taken.</summary>
    sealed class RowReader
    {
        const int MaxClientIdLength = 64;

        readonly Dictionary<string, JsonElement> _columns = new(StringComparer.Ordinal);

        public RowReader(JsonElement row)
        {
            if (row.ValueKind != JsonValueKind.Object)
                throw new FormatException("It is no object.");
            foreach (var column in row.EnumerateObject())
                _columns[column.Name] = column.Value;
        }

        public List<string> Remarks { get; } = [];

        public string? Text(string name) => Take(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            _ => Drop(name, "is no text"),
        };

        public bool Flag(string name) => Take(name) switch
        {
            null or { ValueKind: JsonValueKind.False } => false,
            { ValueKind: JsonValueKind.True } => true,
            _ => Drop(name, "is neither true nor false") is not null,
        };

        public JsonElement? Object(string name)
        {
            if (Take(name) is not { } value)
                return null;
            if (value.ValueKind == JsonValueKind.Object)
                return value.Clone();
            Drop(name, "is no object");
            return null;
        }

        public long? Time(string name)
        {
            if (Take(name) is not { } value)
                return null;
            if (JsonTime.Of(value) is { } time)
                return time;
            Drop(name, "is no time between the years 1 and 9999");
            return null;
        }

        public MemberList ClientIds(string name)
        {
            if (Take(name) is not { } list)
                return [];
            if (list.ValueKind != JsonValueKind.Array)
            {
                Drop(name, "is no list");
                return [];
            }
            string[] ids = [.. list.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!)
                .Where(static id => id.Length is > 0 and <= MaxClientIdLength)];
            if (ids.Length < list.GetArrayLength())
                Remarks.Add($"{list.GetArrayLength() - ids.Length} of the ids in {name} are no client ids of 1 to {MaxClientIdLength} characters, and were " +
                    "left out.");
            return MemberList.Create(ids);
        }

        /// <summary>What is left when the server's own columns were taken.</summary>
        public ImmutableSortedDictionary<string, JsonElement> Columns() =>
            _columns.Where(static column => column.Key == KnownColumns.AccessControl
                || (!ReservedColumns.Contains(column.Key) && column.Key is not (KnownColumns.Name or KnownColumns.Attributes or "_id")))
            .ToImmutableSortedDictionary(static column => column.Key, static column => column.Value.Clone(), StringComparer.Ordinal);

        JsonElement? Take(string name) => _columns.TryGetValue(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

        string? Drop(string name, string why)
        {
            Remarks.Add($"{name} {why}, and was left out.");
            return null;
        }
    }
}
