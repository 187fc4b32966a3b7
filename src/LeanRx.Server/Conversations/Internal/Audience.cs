using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Conversations.Internal;

/// <summary>
/// The members of a conversation who are online, in the order of the members. Looked up once, and then as they come and go: a message to many who are away
/// costs no more than one to a few. Used by one send at a time.
/// </summary>
internal sealed class Audience
{
    /// <summary>Fewer are looked up as fast as news is read.</summary>
    public const int Few = 8;

    readonly List<string> _online = [];
    MemberList? _members;
    long _place;

    /// <summary>Those online now.</summary>
    public List<string> Of(MemberList members, IPresence presence)
    {
        if (_members == members && !presence.Presence.HasNews(_place))
            return _online;
        var changed = presence.Presence.Read(ref _place, most: Math.Max(Few, members.Count / Few));
        if (_members == members && changed is not null)
            foreach (var clientId in changed)
                Place(members, clientId, presence);
        else
            LookUp(members, presence);
        return _online;
    }

    void LookUp(MemberList members, IPresence presence)
    {
        _members = members;
        _online.Clear();
        foreach (var member in members)
            if (presence.IsOnline(member))
                _online.Add(member);
    }

    void Place(MemberList members, string clientId, IPresence presence)
    {
        var place = members.IndexOf(clientId);
        if (place < 0)
            return;
        var (low, high) = (0, _online.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (members.IndexOf(_online[middle]) < place)
                low = middle + 1;
            else
                high = middle;
        }
        var isThere = low < _online.Count && _online[low] == clientId;
        if (presence.IsOnline(clientId) == isThere)
            return;
        if (isThere)
            _online.RemoveAt(low);
        else
            _online.Insert(low, clientId);
    }
}
