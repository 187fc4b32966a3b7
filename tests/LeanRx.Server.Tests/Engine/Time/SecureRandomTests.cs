using LeanRx.Server.Options.Internal;
using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.Tests;

/// <summary>Ids that nobody can foretell, and a source that can be replaced where they must be the same each time.</summary>
public class SecureRandomTests
{
    [Fact]
    public void Ids_come_from_a_secure_source_unless_another_is_given() => Assert.IsType<SecureRandom>(new ServerOptions().Random);

    [Fact]
    public void Every_bit_of_it_is_chance()
    {
        var random = new SecureRandom();
        long ones = 0, zeros = 0;
        var seen = new HashSet<long>();
        for (var draw = 0; draw < 2000; draw++)
        {
            var value = random.NextInt64();
            Assert.True(value >= 0);
            Assert.True(seen.Add(value));
            ones |= value;
            zeros |= ~value;
        }

        Assert.Equal((long.MaxValue, -1L), (ones, zeros));
    }

    [Fact]
    public void The_other_ways_to_draw_stay_in_their_ranges()
    {
        var random = new SecureRandom();
        var drawn = Enumerable.Range(0, 2000).Select(_ => random.Next(-3, 4)).ToHashSet();
        Assert.Equal(Enumerable.Range(-3, 7), drawn.Order());
        Assert.All(Enumerable.Range(0, 2000).Select(_ => random.NextDouble()), value => Assert.InRange(value, 0, 1 - double.Epsilon));
        Assert.Equal(5, random.Next(5, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(5, 4));
    }

    [Fact]
    public void Two_engines_with_the_same_seed_give_the_same_ids()
    {
        static string Id() => new IdSource(new Random(42)).NextObjectId(1000);
        Assert.Equal(Id(), Id());
        Assert.NotEqual(new IdSource(new SecureRandom()).NextObjectId(1000), new IdSource(new SecureRandom()).NextObjectId(1000));
    }
}
