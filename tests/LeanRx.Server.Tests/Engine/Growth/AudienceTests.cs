using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Tests;

/// <summary>Who of a conversation is online is known without looking each member up for each message.</summary>
public class AudienceTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(500)]
    [InlineData(5000)]
    public void A_message_to_members_who_are_away_looks_nobody_up(int members)
    {
        var (presence, audience, list) = (new Presences(), new Audience(), Members(members));
        audience.Of(list, presence);
        presence.Asked = 0;

        for (var message = 0; message < 10; message++)
            Assert.Empty(audience.Of(list, presence));

        Assert.Equal(0, presence.Asked);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(5000)]
    public void Who_comes_or_goes_is_looked_up_alone(int members)
    {
        var (presence, audience, list) = (new Presences(), new Audience(), Members(members));
        audience.Of(list, presence);
        presence.Asked = 0;

        presence.Come("m7");
        presence.Come("stranger");
        presence.Come("m3");
        Assert.Equal(["m3", "m7"], audience.Of(list, presence));
        presence.Go("m3");
        Assert.Equal(["m7"], audience.Of(list, presence));

        Assert.InRange(presence.Asked, 1, 4);
    }

    [Fact]
    public void Whatever_happens_those_online_come_in_the_order_of_the_members()
    {
        var random = new Random(7);
        var (presence, audience) = (new Presences(), new Audience());
        var list = Members(40);
        for (var step = 0; step < 5000; step++)
        {
            var clientId = $"m{random.Next(60)}";
            switch (random.Next(6))
            {
                case 0 or 1 or 2:
                    presence.Come(clientId);
                    break;
                case 3 or 4:
                    presence.Go(clientId);
                    break;
                default:
                    list = list.Contains(clientId) ? list.RemoveRange([clientId]) : list.AddRange([clientId]);
                    break;
            }

            if (random.Next(10) > 7)
                Assert.Equal(list.Where(presence.Online.Contains), audience.Of(list, presence));
        }
    }

    static MemberList Members(int count) => [.. Enumerable.Range(0, count).Select(number => $"m{number}")];

    sealed class Presences : IPresence
    {
        public PresenceLog Presence { get; } = new(capacity: 64);

        public HashSet<string> Online { get; } = [];

        public int Asked { get; set; }

        public bool IsOnline(string clientId)
        {
            Asked++;
            return Online.Contains(clientId);
        }

        public void Come(string clientId)
        {
            if (Online.Add(clientId))
                Presence.Note(clientId);
        }

        public void Go(string clientId)
        {
            if (Online.Remove(clientId))
                Presence.Note(clientId);
        }
    }
}
