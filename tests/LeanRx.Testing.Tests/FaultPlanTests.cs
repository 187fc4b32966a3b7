namespace LeanRx.Testing.Tests;

public class FaultPlanTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_plan_prints_itself_as_code()
    {
        var plan = new FaultPlan(new DropFault(2 * Second, Second, 0.25), new CutFault(Second, "Tom"));
        Assert.Equal("""
            new FaultPlan(
                new CutFault(TimeSpan.FromMilliseconds(1000), "Tom"),
                new DropFault(TimeSpan.FromMilliseconds(2000), TimeSpan.FromMilliseconds(1000), 0.25))
            """, plan.ToString(), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void The_same_seed_draws_the_same_plan() =>
        Assert.Equal(FaultPlan.Draw(42, TimeSpan.FromMinutes(1), ["Tom", "Jerry"]), FaultPlan.Draw(42, TimeSpan.FromMinutes(1), ["Tom", "Jerry"]));

    [Fact]
    public void Plans_add_up_in_the_order_of_their_instants()
    {
        var plan = new FaultPlan(new CutFault(2 * Second)) + new FaultPlan(new ServerRestartFault(Second)).Delay(Second / 2);
        Assert.Equal([new ServerRestartFault(1.5 * Second), new CutFault(2 * Second)], plan.Faults);
    }

    [Fact]
    public void A_plan_lasts_until_its_last_fault_is_over() =>
        Assert.Equal(4 * Second, new FaultPlan(new CutFault(3 * Second), new RefusedDialsFault(Second, 3 * Second)).Duration);

    public static TheoryData<NetworkFault, string> Contradictions => new()
    {
        { new CutFault(-Second), "a fault cannot strike before its plan begins." },
        { new RefusedDialsFault(Second, TimeSpan.Zero), "a lasting fault must last longer than zero." },
        { new DropFault(Second, Second, 1.5), "a rate is a chance from 0 to 1." },
        { new DuplicateFault(Second, Second, double.NaN), "a rate is a chance from 0 to 1." },
        { new ReorderFault(Second, Second, TimeSpan.Zero), "connections that are not apart do not overtake each other." },
        { new ClockJumpFault(Second, TimeSpan.Zero), "a clock that jumps by zero does not jump." },
        { new ThinLineFault(Second, Second, 0), "on a line without bytes nothing passes at all, which is a HalfOpenFault." },
        { new LatencyFault(Second, Second, -Second, Second), "latency and jitter cannot be negative." },
    };

    [Fact]
    public void Two_faults_that_contradict_each_other_are_named()
    {
        var error = Assert.Throws<FaultPlanException>(() => new FaultPlan(new ServerRestartFault(Second), new CutFault(2 * Second))
            + new FaultPlan(new ServerRestartFault(Second, KeepStore: false)));
        Assert.Equal("new ServerRestartFault(TimeSpan.FromMilliseconds(1000), true) and new ServerRestartFault(TimeSpan.FromMilliseconds(1000), false): a " +
            "server cannot restart at one instant with and without what it had stored.", error.Message);
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void Every_drawn_plan_is_sound() =>
        Assert.All(Enumerable.Range(1, 5000), seed => Assert.NotEmpty(FaultPlan.Draw(seed, Second, ["Tom"], maxFaults: 50).Faults));

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void A_fault_that_contradicts_itself_is_named(NetworkFault fault, string what) =>
        Assert.Equal($"{fault}: {what}", Assert.Throws<FaultPlanException>(() => new FaultPlan(fault)).Message);
}
