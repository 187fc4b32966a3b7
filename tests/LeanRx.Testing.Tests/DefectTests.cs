using LeanRx.Simulation;

namespace LeanRx.Testing.Tests;

/// <summary>
/// The checker is checked: mistakes that somebody could make are made on purpose, one at a time, and each must be found. <see cref="LawTests"/> shows that
/// nothing is found without them.
/// </summary>
[Trait("Speed", "slow")]
public class DefectTests
{
    public static TheoryData<string> Names => new(Defects.All.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_seeded_defect_is_found_within_a_hundred_plans_by_the_law_that_it_breaks(string name)
    {
        Assert.Equal(100, Defects.Within);
        Assert.NotNull(Defects.Find(Defects.All[name]));
    }

    [Theory]
    [InlineData("CloseIsNotSent")]
    [InlineData("CommandsNeverTimeOut")]
    [InlineData("ErrorsAreNotHeard")]
    [InlineData("HeartbeatOnFirstSocketOnly")]
    [InlineData("NothingIsRecognized")]
    [InlineData("OneFailedRetryIsTheEnd")]
    [InlineData("RetriesAreNotSpread")]
    public void The_faults_of_the_original_are_among_them(string name) => Assert.Contains(name, Defects.All);
}
