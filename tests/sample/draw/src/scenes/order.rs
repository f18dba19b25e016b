//! Trouble in the street: bikes, stalls, cars, shops that spill over, adverts.

use super::prelude::*;

pub(super) fn bikes_metro(st: &mut Stage, after: bool) {
    st.zoom = 1.25;
    st.focus = (600.0, 600.0);
    let place = across(st, 5, Shops, false);
    // The way up from the underground: a glass house with steps.
    let (x, z) = (st.x(-0.42, 12.0), 12.0);
    st.stand(x, z, 2.4, |pen| {
        pen.rect(-2.2, -3.1, 4.4, 3.1, "#9fb1b3");
        pen.rect(-1.5, -2.3, 3.0, 2.3, "#5b676b");
        for n in 0..5 {
            pen.rect(-1.5, -0.34 * f64::from(n) - 0.34, 3.0, 0.08, "#a9a79f");
        }
        pen.rect(-2.5, -3.35, 5.0, 0.4, "#64808c");
        pen.circle(0.0, -2.72, 0.3, "#e9e4d6");
        pen.rect(-0.1, -2.86, 0.2, 0.28, "#64808c");
    });
    lamp(st, st.x(0.86, 9.6), 9.6);
    if after {
        let z = place.kerb + 0.9;
        let x0 = st.x(0.1, z);
        st.floor((x0 - 0.4, x0 + 4.6), (z - 0.5, z + 0.7), "#dfd9cb");
        for n in 0..8 {
            bike(st, x0 + f64::from(n) * 0.58, z, YELLOW, 0.5);
        }
        person(st, st.x(-0.3, 9.6), 9.6, Walks, "#7f93a0", false);
        person(st, st.x(-0.6, 9.0), 9.0, Walks, "#a5705f", true);
    } else {
        for n in 0..11 {
            let (dx, dz) = (st.chance.between(-0.7, 0.75), st.chance.between(-1.2, 1.4));
            let turn = st.chance.between(-35.0, 35.0);
            let z = 9.4 + dz;
            bike_fallen(
                st,
                st.x(dx, z),
                z,
                if n % 4 == 0 { "#b4704f" } else { YELLOW },
                turn,
            );
        }
        for n in 0..10 {
            let z = 8.8 + st.chance.between(0.0, 2.0);
            let turn = st.chance.between(0.6, 1.0);
            bike(
                st,
                st.x(-0.7 + f64::from(n) * 0.15, z),
                z,
                YELLOW,
                if n % 3 == 0 { -turn } else { turn },
            );
        }
        person(st, st.x(-0.36, 11.2), 11.2, Stands, "#7f93a0", false);
    }
}

pub(super) fn bikes_gate(st: &mut Stage, after: bool) {
    wall_close(st, 11.0, 2.4);
    // The gate breaks the wall: two pillars and a dark way in.
    let (x, z) = (st.x(-0.02, 10.9), 10.9);
    st.put(x, z, |pen| {
        pen.rect(-3.0, -2.6, 6.0, 2.6, "#b9b3a6");
        pen.rect(-2.4, -2.6, 4.8, 2.6, "#a5adab");
        pen.rect(-2.4, -0.55, 4.8, 0.55, "#b5ada0");
        pen.rect(-3.3, -3.3, 0.8, 3.3, "#a3705c");
        pen.rect(2.5, -3.3, 0.8, 3.3, "#a3705c");
        pen.rect(-3.4, -3.45, 1.0, 0.2, "#d8d1c3");
        pen.rect(2.4, -3.45, 1.0, 0.2, "#d8d1c3");
        pen.rect(-3.6, -3.95, 7.2, 0.5, "#8f6152");
        for n in 0..5 {
            pen.rect(-1.6 + f64::from(n) * 0.7, -3.86, 0.44, 0.32, "#e3cf9f");
        }
        // A block seen through the gate.
        pen.rect(-1.7, -2.3, 2.6, 1.75, "#c9b7a2");
        for n in 0..3 {
            pen.rect(-1.5 + f64::from(n) * 0.8, -2.0, 0.45, 0.55, "#8fa5ad");
        }
    });
    if after {
        for n in 0..9 {
            let z = 9.6;
            bike(st, st.x(0.36, z) + f64::from(n) * 0.42, z, YELLOW, 0.42);
        }
        let z = 9.6;
        let (a, b) = (st.x(0.31, z), st.x(0.9, z));
        st.floor((a, b), (z - 0.75, z - 0.68), "#eeeade");
        person(st, st.x(-0.1, 9.6), 9.6, Walks, "#8c7f9a", false);
        person(st, st.x(0.1, 10.2), 10.2, Walks, "#7f93a0", true);
    } else {
        for n in 0..17 {
            let z = st.chance.between(8.4, 10.4);
            let share = -0.62 + 0.078 * f64::from(n);
            let turn = st.chance.between(0.6, 1.0);
            bike(
                st,
                st.x(share, z),
                z,
                YELLOW,
                if n % 2 == 0 { turn } else { -turn },
            );
        }
        for n in 0..4 {
            let z = 7.6 + 0.2 * f64::from(n);
            bike_fallen(
                st,
                st.x(-0.4 + 0.26 * f64::from(n), z),
                z,
                YELLOW,
                -25.0 + 16.0 * f64::from(n),
            );
        }
        person(st, st.x(-0.04, 10.6), 10.6, Stands, "#8c7f9a", false);
    }
}

pub(super) fn bikes_private(st: &mut Stage, after: bool) {
    st.sky();
    let near = st.near() - 0.4;
    facade(st, (-14.0, 14.0), 11.0, 4, Homes);
    paving(st, (-30.0, 30.0), (near, 11.0), "#c9c2b4");
    bush(st, st.x(0.82, 10.2), 10.2, 0.7);
    bush(st, st.x(-0.88, 10.3), 10.3, 0.6);
    let frames = ["#6f8792", "#a5655a", "#8a8f76", "#8f6f5f"];
    if after {
        let z = 9.8;
        let (a, b) = (st.x(-0.96, z), st.x(-0.3, z));
        st.floor((a, b), (z - 0.8, z - 0.72), "#eeeade");
        for n in 0..8 {
            bike(
                st,
                a + 0.4 + f64::from(n) * 0.55,
                z,
                frames[n as usize % 4],
                0.45,
            );
        }
        person(st, st.x(0.12, 8.4), 8.4, Walks, "#a5705f", false);
        let x = st.x(0.26, 8.4);
        st.stand(x, 8.4, 0.5, |pen| {
            pen.path(
                "M-.35 -.75 Q-.3 -.35 .1 -.35 L.38 -.4 L.38 -.75 Z",
                "#7f93a0",
            );
            pen.path("M.38 -.75 Q.3 -1.1 0 -1.08 L.02 -.75 Z", "#64788f");
            pen.stroke("M-.35 -.75 L-.55 -.98", "#4c5153", 0.05);
            pen.ring(-0.2, -0.14, 0.13, "#4c5153", 0.05);
            pen.ring(0.28, -0.14, 0.13, "#4c5153", 0.05);
        });
    } else {
        for n in 0..13 {
            let z = st.chance.between(8.0, 10.2);
            let share = -0.7 + 0.105 * f64::from(n);
            let turn = st.chance.between(0.7, 1.0);
            bike(
                st,
                st.x(share, z),
                z,
                frames[n as usize % 4],
                if n % 3 == 0 { -turn } else { turn },
            );
        }
        for n in 0..4 {
            let z = 7.4 + 0.3 * f64::from(n);
            scooter(
                st,
                st.x(-0.44 + 0.3 * f64::from(n), z),
                z,
                ["#a5655a", "#64788f", "#8a8f76", "#c0965a"][n as usize],
                if n % 2 == 0 { 0.9 } else { -0.9 },
            );
        }
    }
}

pub(super) fn fruit_stall(st: &mut Stage, after: bool) {
    st.zoom = 1.0;
    across(st, 4, Homes, true);
    // The footbridge over the street.
    st.put(0.0, 9.6, |pen| {
        pen.rect(-20.0, -5.2, 40.0, 0.7, "#a8b0ae");
        pen.rect(-20.0, -6.2, 40.0, 0.08, "#7f8a8a");
        for n in 0..40 {
            pen.rect(-20.0 + f64::from(n), -6.2, 0.07, 1.0, "#7f8a8a");
        }
    });
    let px = st.x(0.82, 9.6);
    st.stand(px, 9.6, 0.6, |pen| {
        pen.rect(-0.4, -5.2, 0.8, 5.2, "#b9bdb8")
    });
    if after {
        person(st, st.x(-0.2, 9.4), 9.4, Walks, "#a5705f", false);
        person(st, st.x(0.16, 9.0), 9.0, Walks, "#7f93a0", true);
    } else {
        let (x, z) = (st.x(-0.36, 9.0), 9.0);
        parasol(st, x, z + 0.2, "#a8594c");
        cart(st, x, z, &["#c9683f", "#c98f3f", "#7f9a54"]);
        let (x, z) = (st.x(0.28, 9.3), 9.3);
        parasol(st, x, z + 0.2, "#5f8591");
        cart(st, x, z, &["#7f9a54", "#98ad62", "#c9a83f"]);
        crate_of(st, st.x(-0.02, 8.6), 8.6, "#c9683f", 0.0);
        crate_of(st, st.x(0.06, 8.5), 8.5, "#c98f3f", 0.0);
        person(st, st.x(-0.06, 9.5), 9.5, Stands, "#6f7f8c", false);
        person(st, st.x(0.5, 8.9), 8.9, Stands, "#9a7f6a", true);
    }
}

pub(super) fn vegetable_carts(st: &mut Stage, after: bool) {
    st.focal = 700.0;
    st.hy = 410.0;
    st.zoom = 1.0;
    let place = across(st, 5, Shops, true);
    let z = place.kerb - 0.7;
    // A corner's zebra crossing over the road.
    let x0 = st.x(-0.75, 5.6);
    for n in 0..6 {
        let x = x0 + f64::from(n) * 0.9;
        st.floor((x, x + 0.45), (4.7, place.kerb - 0.3), "#dedbd0");
    }
    if after {
        bus(st, st.x(0.26, z + 0.2), z + 0.2);
        person(
            st,
            st.x(-0.62, place.kerb + 1.0),
            place.kerb + 1.0,
            Walks,
            "#a5705f",
            false,
        );
    } else {
        for (n, share) in [-0.12, 0.42, 0.84].into_iter().enumerate() {
            cart(
                st,
                st.x(share, z),
                z,
                [
                    ["#7f9a54", "#98ad62", "#6f8a4e"],
                    ["#c9683f", "#c98f3f", "#a8574e"],
                    ["#d9cba8", "#98ad62", "#9a6a8a"],
                ][n]
                    .as_slice(),
            );
        }
        parasol(st, st.x(0.42, z + 0.1), z + 0.1, "#a08552");
        person(st, st.x(0.14, z + 0.4), z + 0.4, Stands, "#9a7f6a", true);
        person(st, st.x(-0.36, z + 0.9), z + 0.9, Stands, "#6f7f8c", false);
        person(
            st,
            st.x(0.64, place.kerb + 0.8),
            place.kerb + 0.8,
            Walks,
            "#a5705f",
            true,
        );
    }
}

pub(super) fn new_year_stall(st: &mut Stage, after: bool) {
    let place = across(st, 4, Shops, false);
    for share in [-0.8, 0.82] {
        tree(st, st.x(share, place.wall - 1.6), place.wall - 1.6, 5.2);
    }
    if after {
        person(st, st.x(-0.3, 10.0), 10.0, Walks, "#a5493f", false);
        person(st, st.x(0.2, 11.4), 11.4, Walks, "#7f93a0", true);
        person(st, st.x(0.44, 9.6), 9.6, Walks, "#8c7f9a", true);
        // The stalls have moved inside; lanterns hang at the shops.
        let z = place.wall - 1.2;
        let x = st.x(0.0, z);
        st.put(x, z, |pen| {
            for n in 0..7 {
                lantern(pen, -6.0 + f64::from(n) * 2.0, -2.5);
            }
        });
    } else {
        for (share, dz) in [(-0.52, 2.2), (0.0, 1.6), (0.5, 2.4)] {
            let z = place.kerb + dz;
            let x = st.x(share, z);
            st.stand(x, z, 1.7, |pen| {
                pen.rect(-1.5, -0.95, 3.0, 0.95, "#9a5a4c");
                pen.rect(-1.5, -0.95, 3.0, 0.14, "#b5493f");
                pen.rect(-1.5, -2.5, 0.07, 2.5, "#8d8f8c");
                pen.rect(1.43, -2.5, 0.07, 2.5, "#8d8f8c");
                pen.path("M-1.8 -2.4 L1.8 -2.4 L1.5 -2.85 L-1.5 -2.85 Z", "#a8493f");
                for n in 0..4 {
                    lantern(pen, -1.1 + f64::from(n) * 0.75, -1.9);
                }
                for n in 0..5 {
                    pen.rect(
                        -1.3 + f64::from(n) * 0.55,
                        -1.35,
                        0.34,
                        0.42,
                        ["#c9a24b", "#b5493f", "#d98f6a"][n as usize % 3],
                    );
                }
            });
            person(st, x - 0.4, z + 0.5, Stands, "#6f7f8c", false);
        }
        person(
            st,
            st.x(-0.2, place.kerb + 1.0),
            place.kerb + 1.0,
            Walks,
            "#8c7f9a",
            false,
        );
        person(
            st,
            st.x(0.3, place.kerb + 1.2),
            place.kerb + 1.2,
            Stands,
            "#a5705f",
            true,
        );
    }
}

pub(super) fn shop_outside(st: &mut Stage, after: bool) {
    st.zoom = 1.25;
    st.focus = (600.0, 600.0);
    let place = across(st, 4, Shops, false);
    bush(st, st.x(0.9, 10.0), 10.0, 0.7);
    let (near, wall) = (place.kerb + 1.2, place.wall - 1.3);
    if after {
        for n in 0..3 {
            let z = wall;
            crate_of(st, st.x(-0.28, z) + f64::from(n) * 0.9, z, "#7f9a54", 0.0);
        }
        let (x, z) = (st.x(0.3, 9.8), 9.8);
        st.stand(x, z, 0.5, |pen| {
            pen.ring(-0.1, -0.32, 0.3, "#4c5153", 0.06);
            pen.stroke(
                "M-.1 -.55 L.3 -.55 L.36 -.1 M-.14 -.55 L-.2 -1.05 L-.4 -1.05",
                "#4c5153",
                0.06,
            );
            pen.round(-0.25, -1.1, 0.36, 0.6, 0.1, "#7f93a0");
            pen.circle(-0.06, -1.26, 0.14, "#d9b597");
            pen.path(
                "M-.2 -1.26 Q-.2 -1.42 -.05 -1.42 Q.08 -1.4 .08 -1.3 Z",
                "#a8a49e",
            );
            pen.stroke("M.05 -.6 L.3 -.6 L.34 -.2", "#6a6259", 0.13);
        });
        person(st, st.x(0.2, 9.9), 9.9, Walks, "#a5705f", false);
    } else {
        for row in 0..3 {
            for n in 0..6 {
                let z = near + f64::from(row) * 1.1;
                let x = st.x(-0.5, z) + f64::from(n) * 0.95;
                let goods = [
                    "#7f9a54", "#c9683f", "#c9a83f", "#98ad62", "#9a6a8a", "#d9cba8",
                ][(n + row) as usize % 6];
                crate_of(st, x, z, goods, 0.0);
                if (n + row) % 3 == 0 {
                    crate_of(st, x, z - 0.01, goods, 0.36);
                }
            }
        }
        person(st, st.x(-0.62, near), near, Stands, "#6f7f6a", false);
        person(
            st,
            st.x(0.36, near + 0.4),
            near + 0.4,
            Stands,
            "#9a7f6a",
            true,
        );
        person(st, st.x(0.72, 6.4), 6.4, Walks, "#a5705f", true);
    }
}

pub(super) fn barbecue(st: &mut Stage, after: bool) {
    st.warmth = 1.0;
    let place = across(st, 5, Shops, true);
    let z = place.kerb + 1.4;
    lamp(st, st.x(-0.82, z), z);
    if after {
        st.blot(st.x(0.0, z), z, 1.8, 0.7, "#c6bdae");
        person(st, st.x(0.24, z), z, Works, VEST, true);
        person(st, st.x(-0.2, z + 0.8), z + 0.8, Walks, "#7f93a0", false);
    } else {
        grill(st, st.x(-0.12, z), z);
        smoke(st, st.x(-0.12, z), z, 1.15, "#f1efe8");
        person(st, st.x(-0.3, z + 0.3), z + 0.3, Works, "#8a7f72", false);
        for (share, dz) in [(0.24, 0.2), (0.56, 1.0), (0.2, 2.4)] {
            table(st, st.x(share, z + dz), z + dz);
        }
        person(st, st.x(0.4, z + 0.9), z + 0.9, Stands, "#a5705f", true);
        for n in 0..6 {
            let z = z - 0.4 + f64::from(n) * 0.15;
            scrap(st, st.x(-0.1 + 0.1 * f64::from(n), z), z, "#e3ddd0");
        }
    }
}

pub(super) fn pavement_parking(st: &mut Stage, after: bool) {
    st.zoom = 1.0;
    let place = across(st, 4, Homes, false);
    let z = place.kerb + 1.6;
    for n in -1..=1 {
        tree(
            st,
            st.x(0.75 * f64::from(n), place.wall - 2.4),
            place.wall - 2.4,
            5.4,
        );
    }
    if after {
        for n in 0..9 {
            let z = place.kerb + 0.35;
            bollard(st, st.x(-0.92 + 0.23 * f64::from(n), z), z, false);
        }
        person(st, st.x(-0.2, z), z, Walks, "#a5705f", false);
        let (x, z) = (st.x(-0.06, z), z);
        st.stand(x, z, 0.25, |pen| {
            pen.group("scale(.68)", |pen| {
                pen.round(-0.2, -1.25, 0.4, 0.62, 0.1, "#7f93a0");
                pen.rect(-0.15, -0.66, 0.12, 0.66, "#566069");
                pen.rect(0.04, -0.66, 0.12, 0.66, "#566069");
                pen.round(-0.3, -1.2, 0.16, 0.5, 0.08, "#b4704f");
                pen.circle(0.0, -1.42, 0.16, "#d9b597");
                pen.path(
                    "M-.17 -1.42 Q-.17 -1.62 0 -1.62 Q.17 -1.62 .17 -1.44 Z",
                    "#4b443f",
                );
            });
        });
    } else {
        car_side(st, st.x(-0.62, z), z, "#8f9fa6", false);
        car_side(st, st.x(0.06, z + 0.2), z + 0.2, "#a86a5c", false);
        car_side(st, st.x(0.72, z - 0.1), z - 0.1, "#d9d5ca", false);
        let (x, road) = (st.x(0.3, 6.2), 6.2);
        person(st, x, road, Walks, "#a5705f", false);
    }
}

pub(super) fn tactile_blocked(st: &mut Stage, after: bool) {
    st.zoom = 1.25;
    st.focus = (480.0, 640.0);
    let place = across(st, 5, Shops, false);
    let z = place.kerb + 1.6;
    tactile(st, (-14.0, 14.0), z, None);
    lamp(st, st.x(-0.88, place.kerb + 0.5), place.kerb + 0.5);
    if after {
        let row = place.kerb + 3.9;
        for n in 0..7 {
            bike(
                st,
                st.x(0.05, row) + f64::from(n) * 0.62,
                row,
                ["#6f8792", YELLOW, "#8f6f5f"][n as usize % 3],
                0.5,
            );
        }
        let x = st.x(-0.2, z + 0.3);
        person(st, x, z + 0.3, Walks, "#6f7f8c", false);
        st.put(x, z + 0.28, |pen| {
            pen.line((0.28, -0.92), (0.95, -0.02), "#efece2", 0.045)
        });
    } else {
        for n in 0..7 {
            let dz = st.chance.between(-0.1, 0.5);
            let turn = if n % 2 == 0 { 0.85 } else { -0.75 };
            bike(
                st,
                st.x(-0.5, z) + f64::from(n) * 0.95,
                z + dz,
                ["#6f8792", YELLOW, "#8f6f5f"][n as usize % 3],
                turn,
            );
        }
        scooter(st, st.x(0.62, z), z + 0.2, "#a5655a", 0.95);
        person(st, st.x(-0.78, z + 0.4), z + 0.4, Stands, "#6f7f8c", false);
        let x = st.x(-0.78, z + 0.4);
        st.put(x, z + 0.38, |pen| {
            pen.line((0.26, -0.92), (0.72, -0.02), "#efece2", 0.045)
        });
    }
}
