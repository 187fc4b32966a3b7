using System.Text.Json;
using LeanRx.Protocol;

namespace LeanRx.Conversations.Internal;

/// <summary>
/// What is known of a conversation, folded from everything that the server says of it: pushes, answers, rows that a query found. Each part is as the server
/// said it last by its own time, so that neither an answer that is overtaken nor a push that is fetched late puts back what is newer. Where the server says no
/// time, what comes later counts. The caller sees to it that one thing happens at a time.
/// </summary>
internal sealed class ConversationState(ConversationSnapshot snapshot)
{
    const string Name = KnownColumns.Name;
    const string Attributes = KnownColumns.Attributes;
    const string Attribute = "attr.";

    readonly SaidTimes _columns = new();
    readonly SaidTimes _members = new();
    readonly MemberOrder _order = new();
    long _muted;
    long _latest;

    public ConversationSnapshot Snapshot { get; set; } = snapshot;

    /// <summary>A whole row, with what does not change as it stands there.</summary>
    /// <param name="row">The row.</param>
    /// <param name="isWithMembers">Whether it tells the members.</param>
    /// <param name="isWithMute">Whether it tells of mute.</param>
    public void Take(ConversationSnapshot row, bool isWithMembers, bool isWithMute)
    {
        var (known, time) = (Snapshot, TimeOf(row.UpdatedAt));
        var isNewer = time >= _columns.Whole;
        var taken = row with { UpdatedAt = Later(known.UpdatedAt, row.UpdatedAt) };
        if (!isNewer || _columns.Of(Name) > time)
            taken = taken with { Name = known.Name };
        taken = isNewer ? WithNewer(taken, known, time) : taken with { Attributes = known.Attributes, Columns = known.Columns };
        if (isNewer)
            _columns.SayAll(time);
        if (isWithMembers && time >= _members.Whole)
            taken = taken with { Members = MembersOf(row.Members, known.Members, time) };
        else
            taken = taken with { Members = known.Members };
        taken = taken with { IsMuted = isWithMute && SaysMute(time) ? row.IsMuted : known.IsMuted };
        Snapshot = taken;
    }

    /// <summary>Columns changed: <c>name</c>, <c>attr</c> as a whole, single attributes as <c>attr.topic</c>, and columns of the application's own.</summary>
    public void Change(IReadOnlyDictionary<string, JsonElement> columns, DateTimeOffset? said)
    {
        var time = TimeOf(said);
        foreach (var column in columns)
        {
            if (IsOvertaken(column.Key, time))
                continue;
            var (known, changed) = (Snapshot, With(Snapshot, column.Key, column.Value));
            if (ReferenceEquals(known, changed))
                continue;
            foreach (var part in _columns.Since(time))
            {
                if (part.StartsWith(column.Key + ".", StringComparison.Ordinal))
                    changed = Kept(changed, known, part);
            }
            _columns.Say(column.Key, time);
            Snapshot = changed;
        }
        Update(said);
    }

    /// <summary>Members came.</summary>
    /// <param name="isNews">Whether all of them have just come. Otherwise some may have been there: then nothing is said of when they came.</param>
    public void Join(IReadOnlyList<string> clientIds, DateTimeOffset? said, bool isNews)
    {
        var time = TimeOf(said);
        if (Snapshot.IsTransient)
            return;
        foreach (var clientId in clientIds)
        {
            var (known, isIn) = (_members.Of(clientId), Snapshot.Members.Contains(clientId));
            // Older than what is known, but a push says since when somebody is in.
            if (isNews && isIn && _order.IsOpen(clientId, time))
            {
                Snapshot = Snapshot with { Members = _order.With(Snapshot.Members, clientId, time, known) };
                continue;
            }
            if (time < known || (isIn && (!isNews || time == known)))
                continue;
            if (time > known)
                _members.Say(clientId, time);
            // Whoever was in has left and come back.
            Snapshot = Snapshot with { Members = isNews ? _order.With(Snapshot.Members, clientId, time, time) : _order.With(Snapshot.Members, clientId, time) };
        }
        Update(said);
    }

    public void Leave(IReadOnlyList<string> clientIds, DateTimeOffset? said)
    {
        var time = TimeOf(said);
        foreach (var clientId in clientIds)
        {
            if (time < _members.Of(clientId))
            {
                if (Snapshot.Members.Contains(clientId))
                    Snapshot = Snapshot with { Members = _order.Reopened(Snapshot.Members, clientId, time) };
                continue;
            }
            _members.Say(clientId, time);
            if (Snapshot.Members.Contains(clientId))
                Snapshot = Snapshot with { Members = [.. Snapshot.Members.Where(member => member != clientId)] };
        }
        Update(said);
    }

    public void Mute(bool isMuted, DateTimeOffset? said)
    {
        if (SaysMute(TimeOf(said)) && Snapshot.IsMuted != isMuted)
            Snapshot = Snapshot with { IsMuted = isMuted };
        Update(said);
    }

    bool SaysMute(long time)
    {
        if (time < _muted)
            return false;
        _muted = time;
        return true;
    }

    void Update(DateTimeOffset? said)
    {
        if (said > (Snapshot.UpdatedAt ?? DateTimeOffset.MinValue))
            Snapshot = Snapshot with { UpdatedAt = said };
    }

    long TimeOf(DateTimeOffset? said)
    {
        if (said is not { } time)
            return _latest;
        _latest = Math.Max(_latest, time.UtcTicks);
        return time.UtcTicks;
    }

    static DateTimeOffset? Later(DateTimeOffset? known, DateTimeOffset? other) => known > other ? known : other ?? known;

    /// <summary>Whether a column, or what it is a part of, was said later.</summary>
    bool IsOvertaken(string path, long time)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('.', end - 1))
        {
            if (_columns.Of(path.Substring(0, end)) > time)
                return true;
        }
        return false;
    }

    /// <summary>A row with the columns that were said later than it.</summary>
    ConversationSnapshot WithNewer(ConversationSnapshot row, ConversationSnapshot known, long time)
    {
        foreach (var part in _columns.Since(time))
            row = Kept(row, known, part);
        return row;
    }

    /// <summary>A snapshot with one column as it is in another.</summary>
    static ConversationSnapshot Kept(ConversationSnapshot snapshot, ConversationSnapshot known, string path) => path switch
    {
        Name => snapshot with { Name = known.Name },
        Attributes => snapshot with { Attributes = known.Attributes },
        _ when path.StartsWith(Attribute, StringComparison.Ordinal) => With(snapshot, path, ColumnMap.Find(known.Attributes, path.Substring(Attribute.Length))),
        _ => With(snapshot, path, ColumnMap.Find(known.Columns, path)),
    };

    static ConversationSnapshot With(ConversationSnapshot snapshot, string column, JsonElement value)
    {
        if (column == Name)
            return snapshot with { Name = value.ValueKind == JsonValueKind.String ? value.GetString() : null };
        if (column == Attributes)
            return snapshot with { Attributes = ConversationReader.Map(ColumnMap.IsDeletion(value) ? default : value) };
        if (column.StartsWith(Attribute, StringComparison.Ordinal))
            return snapshot with { Attributes = ColumnMap.With(snapshot.Attributes, column.Substring(Attribute.Length), value) };
        return KnownColumns.Contains(column) ? snapshot : snapshot with { Columns = ColumnMap.With(snapshot.Columns, column, value) };
    }

    /// <summary>The members of a row, with those who came and went later.</summary>
    IReadOnlyList<string> MembersOf(IReadOnlyList<string> row, IReadOnlyList<string> known, long time)
    {
        var later = _members.Since(time).ToList();
        _members.SayAll(time);
        _order.Settle(later);
        foreach (var clientId in later)
            row = known.Contains(clientId) ? _order.Placed(row, clientId) : [.. row.Where(member => member != clientId)];
        return row;
    }
}
